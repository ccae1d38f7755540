-- A draft tried on everything declared so far. The worker that holds the lease moves the cursor, piece by piece; a lease that ran out is anybody's.
create table replay (
    id             uuid        primary key,
    version        text        not null references policy_version (version),
    sha256         text        not null references policy_text (sha256),
    against        text        not null references policy_version (version),
    against_sha256 text        not null references policy_text (sha256),
    evaluator      text        not null,
    state          text        not null check (state in ('RUNNING', 'CANCELLED', 'COMPLETED', 'FAILED')),
    requested_by   text        not null,
    requested_at   timestamptz not null,
    finished_at    timestamptz,
    -- Declarations with 0 < seq <= up_to are replayed; those up to cursor have been.
    up_to          bigint      not null,
    cursor         bigint      not null default 0,
    total          bigint      not null,
    examined       bigint      not null default 0,
    changed        bigint      not null default 0,
    -- Milliseconds of work, over all workers and interruptions.
    worked_ms      bigint      not null default 0,
    tallies        jsonb       not null default '{}',
    failure        text,
    worker         uuid,
    lease_until    timestamptz
);
create index replay_of_version on replay (version, requested_at desc);
create unique index one_replay_of_a_version_at_a_time on replay (version) where state = 'RUNNING';

-- The declarations whose outcome would change, and no others.
create table replay_change (
    replay_id    uuid   not null references replay (id) on delete cascade,
    seq          bigint not null,
    use_case_id  uuid   not null,
    revision     integer not null,
    from_outcome text   not null,
    to_outcome   text   not null,
    -- Ids of the clauses that made the difference.
    clauses      text[] not null,
    primary key (replay_id, seq)
);

-- The open cases decided again after a policy came into force: how far the work has come.
create table re_review (
    version     text        primary key references policy_publication (version),
    state       text        not null check (state in ('RUNNING', 'COMPLETED')),
    cursor      bigint      not null default 0,
    examined    bigint      not null default 0,
    reissued    bigint      not null default 0,
    finished_at timestamptz,
    worker      uuid,
    lease_until timestamptz
);

grant select, insert, update, delete on replay, replay_change to "${service_role}";
grant select, insert, update on re_review to "${service_role}";
