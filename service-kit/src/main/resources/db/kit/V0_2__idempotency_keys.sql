-- The first answer to a request, kept so that the same request sent again is answered and not done again.
create table idempotency_key (
    caller       text        not null,
    key          text        not null,
    request_hash bytea       not null,
    status       int         not null,
    headers      jsonb       not null default '{}',
    body         bytea       not null,
    created_at   timestamptz not null default now(),
    primary key (caller, key)
);
create index idempotency_key_created_at on idempotency_key (created_at);

grant select, insert, delete on idempotency_key to "${service_role}";
