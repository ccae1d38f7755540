-- What partners declared and where it stands. The service can add and move on, never rewrite: what was declared, and by
-- and for whom, is out of its reach (see the grants at the end), and so is taking anything back to an earlier revision.

create sequence use_case_reference;

create table use_case (
    id                  uuid primary key,
    reference           bigint      not null unique default nextval('use_case_reference'),
    partner_id          text        not null,
    production_id       uuid        not null,
    title               text        not null check (length(title) between 1 and 200),
    revision            integer     not null default 1 check (revision >= 1),
    revision_hash       text        not null check (revision_hash ~ '^sha256:[0-9a-f]{64}$'),
    status              text        not null default 'SUBMITTED' check (status in (
        'SUBMITTED', 'CLEARED', 'IN_REVIEW', 'INFORMATION_REQUESTED', 'GRANTED', 'DENIED', 'REVIEW_CLEARED', 'WITHDRAWN')),
    open_request        uuid,
    outcome             text check (outcome in ('CLEARED_NOTIFY', 'CONTACT_REVIEW', 'ESCALATE')),
    triaged_at          timestamptz,
    lane                text check (lane in ('CONTACT', 'LEGAL')),
    review_heard_until  timestamptz,
    approval_id         uuid,
    approval_revision   integer check (approval_revision <= revision),
    approval_state      text check (approval_state in ('IN_FORCE', 'SUSPENDED', 'REVOKED', 'EXPIRED', 'SUPERSEDED')),
    approval_changed_at timestamptz,
    approval_terms      jsonb,
    submitted_at        timestamptz not null,
    changed_at          timestamptz not null,

    constraint declared_by_a_partner_of_the_production
        foreign key (production_id, partner_id) references membership,
    constraint a_question_is_open_exactly_while_information_is_requested
        check ((status = 'INFORMATION_REQUESTED') = (open_request is not null)),
    constraint an_outcome_has_its_time
        check (num_nulls(outcome, triaged_at) in (0, 2)),
    constraint an_approval_is_known_with_its_state
        check (num_nulls(approval_id, approval_revision, approval_state, approval_changed_at) in (0, 4)),
    constraint terms_belong_to_an_approval
        check (approval_terms is null or approval_id is not null)
) with (fillfactor = 70);

-- No index holds what changes with the status, so that following triage and review rewrites no index entry (HOT).
create index use_case_of_partner on use_case (partner_id, id desc);
create index use_case_of_production on use_case (production_id, id desc);

create function refuse_to_go_back() returns trigger language plpgsql as $$
begin
    raise exception 'use case % goes from % revision % to % revision %',
        old.id, old.status, old.revision, new.status, new.revision
        using errcode = 'check_violation', constraint = 'a_use_case_never_goes_back';
end $$;

create trigger a_use_case_never_goes_back
    before update on use_case
    for each row
    when (new.revision < old.revision or (old.status = 'WITHDRAWN' and new.status <> 'WITHDRAWN'))
execute function refuse_to_go_back();

create table revision (
    use_case_id          uuid        not null references use_case,
    number               integer     not null check (number >= 1),
    -- RFC 8785 canonical form of {title, narrative, productionId, declaration}
    content              text        not null,
    hash                 text        not null,
    submitted_by_subject text        not null,
    submitted_by_name    text        not null,
    submitted_by_email   text,
    submitted_by_locale  text        not null,
    submitted_at         timestamptz not null,
    primary key (use_case_id, number),
    constraint the_hash_is_of_the_content
        check (hash = 'sha256:' || encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);

create table information_request (
    id                  uuid primary key,
    use_case_id         uuid        not null references use_case,
    revision            integer     not null check (revision >= 1),
    question            text        not null,
    facts               jsonb       not null check (jsonb_typeof(facts) = 'array'),
    requested_by        text        not null,
    requested_at        timestamptz not null,
    answer_wanted_by    timestamptz,
    answer              text check (length(answer) between 1 and 10000),
    answered_by_subject text,
    answered_by_name    text,
    answered_at         timestamptz,
    constraint an_answer_has_its_author_and_time
        check (num_nulls(answer, answered_by_subject, answered_by_name, answered_at) in (0, 4))
);

create index information_request_of_use_case on information_request (use_case_id);

create function refuse_a_second_answer() returns trigger language plpgsql as $$
begin
    raise exception 'information request % is answered', old.id
        using errcode = 'check_violation', constraint = 'a_question_is_answered_once';
end $$;

create trigger a_question_is_answered_once
    before update on information_request
    for each row
    when (old.answered_at is not null)
execute function refuse_a_second_answer();

-- What happened besides the revisions, which tell their own part. The id is that of the event, ours or another context's.
create table timeline_entry (
    use_case_id uuid        not null references use_case,
    id          uuid        not null,
    happened_at timestamptz not null,
    kind        text        not null,
    revision    integer     not null,
    by_name     text,
    details     jsonb,
    primary key (use_case_id, id)
);

grant usage on sequence use_case_reference to ${service_role};
grant select, insert on use_case, revision, information_request, timeline_entry to ${service_role};
grant update (title, revision, revision_hash, status, open_request, outcome, triaged_at, lane, review_heard_until, approval_id,
    approval_revision, approval_state, approval_changed_at, approval_terms, changed_at) on use_case to ${service_role};
grant update (answer, answered_by_subject, answered_by_name, answered_at) on information_request to ${service_role};
