-- What was declared, once per revision of a use case. Written when UseCaseSubmitted is triaged, never changed after.
create table submission (
    use_case_id   uuid        not null,
    revision      integer     not null check (revision > 0),
    -- Order of arrival: replays read declarations by it in bounded pieces.
    seq           bigint      not null generated always as identity unique,
    revision_hash text        not null,
    reference     text        not null,
    partner_id    text        not null,
    -- The declaration as it was sent, apart from the rest: a replay reads nothing else.
    declaration   bytea       not null,
    -- The data of the event as it came, byte for byte: what EscalationRequested passes through.
    submitted     bytea       not null,
    received_at   timestamptz not null,
    primary key (use_case_id, revision)
);

-- One decision per revision, policy text and evaluator: deciding again under the same three gives the same bytes, so there is nothing to store twice.
-- No foreign key to the submission: both rows are written by one transaction, neither is ever deleted, and the check would cost every decision a lookup.
create table triage (
    id             uuid        primary key,
    use_case_id    uuid        not null,
    revision       integer     not null,
    policy_version text        not null,
    policy_sha256  text        not null,
    evaluator      text        not null,
    outcome        text        not null check (outcome in ('CLEARED_NOTIFY', 'CONTACT_REVIEW', 'ESCALATE')),
    -- Ids of the clauses that fired or may apply: what the policy page counts and a replay compares.
    clauses        text[]      not null,
    assessment     bytea       not null,
    reason         text        not null check (reason in ('SUBMITTED', 'POLICY_CHANGED')),
    replaces       uuid        references triage (id),
    decided_at     timestamptz not null,
    constraint decided_once_under_each_policy unique (use_case_id, revision, policy_sha256, evaluator),
    constraint a_new_policy_replaces_a_decision check ((reason = 'POLICY_CHANGED') = (replaces is not null))
);

-- What became of a revision after triage, as far as intake and approval said so. A revision without a row is open.
create table fate (
    use_case_id uuid        not null,
    revision    integer     not null,
    fate        text        not null
                check (fate in ('WITHDRAWN', 'GRANTED', 'DENIED', 'REVIEW_CLEARED', 'REVOKED', 'EXPIRED')),
    at          timestamptz not null,
    primary key (use_case_id, revision)
);

grant select, insert on submission, triage to "${service_role}";
grant select, insert, update on fate to "${service_role}";
