-- What is known of a use case beyond its cases: enough to refuse what comes late. Its row is the lock under which cases
-- are opened, revised and withdrawn.
create table use_case (
    id              uuid primary key,
    latest_revision int  not null check (latest_revision > 0),
    withdrawn_at    timestamptz
);

-- Who has acted here: names by subject, and the slots their roles let them fill, for assigning and delegating.
create table reviewer (
    subject  text primary key,
    username text        not null,
    name     text        not null,
    slots    text[]      not null,
    seen_at  timestamptz not null
);
create index reviewer_username on reviewer (username);

create table review_case (
    id               uuid primary key,
    use_case_id      uuid        not null references use_case,
    previous_case_id uuid,
    -- What is under review. The service may not update these columns.
    reference        text        not null,
    revision         int         not null check (revision > 0),
    revision_hash    text        not null check (revision_hash ~ '^sha256:[0-9a-f]{64}$'),
    lane             text        not null check (lane in ('contact', 'legal')),
    outcome          text        not null check (outcome in ('CONTACT_REVIEW', 'ESCALATE')),
    title            text        not null,
    partner_id       text        not null,
    partner_name     text,
    production_id    text        not null,
    production_title text,
    submitted_by     text        not null,
    slots            text[]      not null check (slots <@ array ['contact', 'legal', 'labour'] and lane = any (slots)),
    needs_labour     boolean     not null generated always as ('labour' = any (slots)) stored,
    clauses          text[]      not null,
    reopened         boolean     not null,
    opened_at        timestamptz not null,
    -- Where it stands.
    state            text        not null check (state in ('QUEUED', 'CLAIMED', 'INFORMATION_REQUESTED', 'GRANTED', 'DENIED',
                                                           'CLEARED', 'WITHDRAWN', 'SUPERSEDED')),
    is_open          boolean     not null generated always as (state in ('QUEUED', 'CLAIMED', 'INFORMATION_REQUESTED')) stored,
    lead_holder      text,
    lead_for         text,
    labour_holder    text,
    labour_for       text,
    signed           text[]      not null default '{}',
    answered         boolean     not null default false,
    continued_by     uuid,
    closed_at        timestamptz,
    version          int         not null,
    -- The end of its audit chain.
    audit_length     int         not null,
    audit_head       bytea       not null,
    -- Its clock, in seconds of business time.
    sla_target       int         not null,
    sla_used         int         not null,
    sla_since        timestamptz,
    due_at           timestamptz,
    announced        text        not null check (announced in ('NONE', 'HALF', 'DUE', 'OVERDUE')),
    next_mark        text check (next_mark in ('HALF', 'DUE', 'OVERDUE')),
    next_mark_at     timestamptz,
    -- Cases whose clock is paused come last in the queue.
    sort_due         timestamptz not null generated always as (coalesce(due_at, 'infinity')) stored,

    constraint holder_is_not_the_submitter check (submitted_by is distinct from lead_holder
        and submitted_by is distinct from lead_for
        and submitted_by is distinct from labour_holder
        and submitted_by is distinct from labour_for),
    constraint only_a_running_clock_is_due check ((due_at is null) = (sla_since is null)
        and (due_at is null) = (state not in ('QUEUED', 'CLAIMED'))),
    constraint closed_cases_have_a_time check ((closed_at is null) = (state in ('QUEUED', 'CLAIMED', 'INFORMATION_REQUESTED'))),
    constraint marks_are_ahead_of_open_cases check ((next_mark is null) = (next_mark_at is null)
        and (next_mark is null or due_at is not null))
);

-- Nobody reviews two versions of one use at the same time.
create unique index review_case_open_for_use_case on review_case (use_case_id) where is_open;
create index review_case_of_use_case on review_case (use_case_id, opened_at);

-- The queue: one index for every filter that narrows much, each in the order in which the queue is read.
create index review_case_queue on review_case (lane, sort_due, id) where is_open;
create index review_case_by_partner on review_case (partner_id, lane, sort_due, id) where is_open;
create index review_case_by_production on review_case (production_id, lane, sort_due, id) where is_open;
create index review_case_labour on review_case (sort_due, id) where is_open and needs_labour;
create index review_case_claimed on review_case (lane, sort_due, id) where state = 'CLAIMED';
create index review_case_by_lead on review_case (lead_holder, sort_due, id) where is_open and lead_holder is not null;
create index review_case_by_labour on review_case (labour_holder, sort_due, id) where is_open and labour_holder is not null;
create index review_case_by_clause on review_case using gin (clauses) where is_open;
create index review_case_closed on review_case (lane, closed_at desc, id desc) where not is_open;
create index review_case_marks on review_case (next_mark_at) where next_mark_at is not null;

create function case_stays_closed() returns trigger language plpgsql as $$
begin
    raise exception 'review case % is %: nothing leads out of that state', old.id, old.state
        using errcode = 'integrity_constraint_violation', constraint = 'case_stays_closed';
end $$;
create trigger case_stays_closed before update on review_case for each row
    when (old.state in ('GRANTED', 'DENIED', 'CLEARED', 'WITHDRAWN', 'SUPERSEDED') and new.state is distinct from old.state)
execute function case_stays_closed();

-- The papers of a case as they came, stored once and never changed.
create table case_paper (
    case_id    uuid primary key references review_case,
    use_case   text not null,
    assessment text not null,
    differences text
);

-- Decisions. The key is the rule that a slot is decided once.
create table sign_off (
    case_id           uuid        not null references review_case,
    slot              text        not null,
    verdict           text        not null check (verdict in ('GRANT', 'DENY', 'CLEAR', 'ESCALATE')),
    decided_by        text        not null,
    decided_by_name   text        not null,
    on_behalf_of      text,
    on_behalf_of_name text,
    decided_at        timestamptz not null,
    terms             text        not null,
    primary key (case_id, slot),
    constraint nobody_signs_twice unique (case_id, decided_by)
);

create function sign_off_fits_the_case() returns trigger language plpgsql as $$
declare
    submitter text;
    asked text[];
begin
    select submitted_by, slots into submitter, asked from review_case where id = new.case_id;
    if new.decided_by = submitter or new.on_behalf_of = submitter then
        raise exception 'whoever submitted review case % never decides it', new.case_id
            using errcode = 'integrity_constraint_violation', constraint = 'decider_is_not_the_submitter';
    end if;
    if not new.slot = any (asked) then
        raise exception 'review case % does not ask for a signature of %', new.case_id, new.slot
            using errcode = 'integrity_constraint_violation', constraint = 'case_asks_for_the_signature';
    end if;
    return new;
end $$;
create trigger sign_off_fits_the_case before insert on sign_off for each row execute function sign_off_fits_the_case();

-- The conversation belongs to the use case, so that a new revision carries it over.
create table comment (
    id          uuid primary key,
    use_case_id uuid        not null references use_case,
    case_id     uuid        not null references review_case,
    author      text        not null,
    author_name text        not null,
    written_at  timestamptz not null,
    says        text        not null,
    audience    text        not null check (audience in ('INTERNAL', 'PARTNER')),
    mentions    text[]      not null
);
create index comment_of_use_case on comment (use_case_id, written_at);

create table information_request (
    id               uuid primary key,
    use_case_id      uuid        not null references use_case,
    case_id          uuid        not null references review_case,
    question         text        not null,
    facts            text[]      not null,
    asked_by         text        not null,
    asked_by_name    text        not null,
    asked_at         timestamptz not null,
    answer_wanted_by timestamptz,
    answer           text,
    answered_by_name text,
    closed_at        timestamptz
);
create index information_request_of_use_case on information_request (use_case_id, asked_at);
create unique index one_question_at_a_time on information_request (case_id) where closed_at is null;

grant select, insert, update on use_case, reviewer to "${service_role}";
grant select, insert on review_case, case_paper, sign_off, comment, information_request to "${service_role}";
grant update (state, lead_holder, lead_for, labour_holder, labour_for, signed, answered, continued_by, closed_at, version,
              audit_length, audit_head, sla_used, sla_since, due_at, announced, next_mark, next_mark_at)
    on review_case to "${service_role}";
grant update (answer, answered_by_name, closed_at) on information_request to "${service_role}";
