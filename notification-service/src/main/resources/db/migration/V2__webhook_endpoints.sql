create table webhook_endpoint (
    id               uuid        primary key,
    partner_id       text        not null,
    url              text        not null check (length(url) <= 2048),
    description      text        not null default '',
    events           text[]      not null check (cardinality(events) > 0),
    notice_email     text,
    -- Its health: taking what it is sent, failing since, or switched off.
    failing_since    timestamptz,
    owner_told       boolean     not null default false,
    switched_off_at  timestamptz,
    switched_off_for text check (switched_off_for in ('OWNER', 'GONE', 'FAILED_TOO_LONG')),
    rests_until      timestamptz, -- it asked for peace by Retry-After
    version          int         not null default 1,
    created_at       timestamptz not null default now(),
    deleted_at       timestamptz,
    check ((switched_off_at is null) = (switched_off_for is null)),
    check (failing_since is null or switched_off_at is null)
);
create index webhook_endpoint_partner on webhook_endpoint (partner_id, id) where deleted_at is null;

-- A signing secret: an HMAC key and an Ed25519 seed, sealed with a key that is not in the database.
create table webhook_secret (
    id          uuid        primary key,
    endpoint_id uuid        not null references webhook_endpoint,
    sealed      bytea       not null,
    public_key  text        not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz -- set by a rotation: until then deliveries are signed with it too
);
create index webhook_secret_endpoint on webhook_secret (endpoint_id);

grant select, insert, update on webhook_endpoint to "${service_role}";
grant select, insert, update, delete on webhook_secret to "${service_role}";
