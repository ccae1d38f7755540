-- Filters of the queue that people keep under a name. The line is text as it was typed: a filter that a later version reads
-- otherwise says so on the page instead of failing here.
create table saved_filter (
    id       uuid primary key,
    owner    text        not null,
    name     text        not null check (length(name) between 1 and 60),
    line     text        not null check (length(line) <= 500),
    shared   boolean     not null,
    saved_at timestamptz not null,
    unique (owner, name)
);
create index saved_filter_shared on saved_filter (name) where shared;

grant select, insert, update, delete on saved_filter to "${service_role}";
