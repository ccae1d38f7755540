-- How often each clause fired on a day that is over, so that a year is not counted again for every reader of the policy page.
create table clause_tally (
    day    date   not null,
    clause text   not null,
    fired  bigint not null,
    primary key (day, clause)
);
grant select, insert on clause_tally to "${service_role}";

-- Decisions are appended in the order of their time: a few bytes say where a day begins.
create index triage_decided_at on triage using brin (decided_at);
