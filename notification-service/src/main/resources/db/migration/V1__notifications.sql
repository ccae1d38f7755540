-- Who is told about a use case. Topics have no mutual order: a row without a reference is a use case that only later events
-- have spoken of. Such a placeholder is what makes a consumer that tells and a consumer that learns meet: both write this
-- row first, so one of them waits for the other's commit and then sees what it wrote.
create table use_case (
    id           uuid primary key,
    reference    text,
    revision     int,
    title        text, -- stands in mails alone
    partner_id   text,
    partner_name text,
    time_zone    text,
    recipients   jsonb -- [{"audience", "name", "address", "language"}], each mailbox once
);
create index use_case_partner on use_case (partner_id, id) where partner_id is not null;

-- One thing that happened, to be told to everyone concerned.
create table notification (
    id           uuid        primary key,
    use_case_id  uuid, -- null for what concerns an endpoint
    caused_by    uuid        not null, -- the id of the event, or of the endpoint
    kind         text        not null,
    webhook_type text, -- null where no webhook tells it
    revision     int         not null,
    occurred_at  timestamptz not null,
    telling      jsonb       not null, -- what a mail quotes
    thin         jsonb       not null, -- what a webhook says; nothing else of it may leave
    traceparent  text,
    waiting      boolean     not null -- for its recipients to become known
);
create index notification_waiting on notification (use_case_id) where waiting;
create index notification_use_case on notification (use_case_id);

-- One notification on its way to one recipient. There is no foreign key to notification: both are written by one statement
-- and never deleted apart, and the check would lock the parent row once per recipient.
create table delivery (
    id              uuid        primary key,
    notification_id uuid        not null,
    channel         text        not null check (channel in ('EMAIL', 'WEBHOOK')),
    audience        text check (audience in ('SUBMITTER', 'PARTNER', 'STUDIO_CONTACT', 'ENDPOINT_OWNER')),
    name            text,
    address         text,
    language        text,
    endpoint_id     uuid,
    state           text        not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'FAILED', 'HELD')),
    due_at          timestamptz not null default now(), -- while somebody sends it: when the claim ends
    claim           int         not null default 0, -- who claimed last may report; a claim that ran out may not
    failures        int         not null default 0, -- since it was queued or replayed
    attempts        jsonb       not null default '[]', -- [{"at", "ms", "answer"}]
    finished_at     timestamptz,
    check ((channel = 'EMAIL') = (address is not null)),
    check (channel = 'EMAIL' or endpoint_id is not null)
) with (
    fillfactor = 85,
    -- Every row is rewritten twice within seconds of its birth.
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_cost_delay = 0
);
create index delivery_notification on delivery (notification_id);
create index delivery_mail_due on delivery (due_at) where channel = 'EMAIL' and state = 'PENDING';
create index delivery_webhook_due on delivery (endpoint_id, due_at) where channel = 'WEBHOOK' and state = 'PENDING';
create index delivery_endpoint on delivery (endpoint_id, id) where channel = 'WEBHOOK';

grant select, insert, update on use_case, notification, delivery to "${service_role}";
