-- The columns id, aggregatetype, aggregateid, type and payload are what Debezium's outbox event router expects.
create table outbox (
    position      bigint      generated always as identity primary key,
    id            uuid        not null,
    aggregatetype text        not null, -- the topic
    aggregateid   text        not null, -- the subject and record key
    type          text        not null,
    payload       bytea       not null,
    occurred_at   timestamptz not null,
    traceparent   text
) with (
    -- A row lives for milliseconds: keep it in the page, uncompressed, instead of moving it to a side table and back.
    toast_tuple_target = 8160,
    -- The relay vacuums as it goes; this is for when none runs (Kafka Connect reads the log instead).
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000,
    autovacuum_vacuum_cost_delay = 0,
    -- Giving pages back to the system needs a lock that would stop the writers.
    vacuum_truncate = off
);
alter table outbox alter column payload set storage external;

create table inbox (
    event_id    uuid        not null,
    consumer    text        not null,
    received_at timestamptz not null default now(),
    primary key (event_id, consumer)
);
create index inbox_received_at on inbox (received_at);

grant select, insert, delete, maintain on outbox to "${service_role}";
grant select, insert, delete on inbox to "${service_role}";
