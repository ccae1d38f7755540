create table approval (
    id               uuid primary key,
    number           text        not null unique,
    case_id          uuid        not null unique references review_case,
    use_case_id      uuid        not null references use_case,
    reference        text        not null,
    revision         int         not null,
    revision_hash    text        not null,
    partner_id       text        not null,
    production_id    text        not null,
    effective_from   timestamptz not null,
    expires_at       timestamptz not null,
    granted_at       timestamptz not null,
    kid              text        not null,
    jws              text        not null,
    renews           uuid references approval,
    state            text        not null check (state in ('IN_FORCE', 'SUSPENDED', 'REVOKED', 'EXPIRED', 'SUPERSEDED')),
    since            timestamptz not null,
    reason           text,
    replaced_by      uuid,
    upheld_revision  int,
    constraint approval_ends_after_it_begins check (expires_at > effective_from)
);
create unique index approval_living_for_use_case on approval (use_case_id) where state in ('IN_FORCE', 'SUSPENDED');
create index approval_expiring on approval (expires_at) where state in ('IN_FORCE', 'SUSPENDED');
create index approval_of_partner on approval (partner_id, granted_at desc, id);

create function approval_has_ended() returns trigger language plpgsql as $$
begin
    raise exception 'approval % is %: nothing leads out of that state', old.id, old.state
        using errcode = 'integrity_constraint_violation', constraint = 'approval_has_ended';
end $$;
create trigger approval_has_ended before update on approval for each row
    when (old.state in ('REVOKED', 'EXPIRED', 'SUPERSEDED') and new.state is distinct from old.state)
execute function approval_has_ended();

create function approval_has_every_signature() returns trigger language plpgsql as $$
begin
    if exists (select from review_case c, unnest(c.slots) as asked
               where c.id = new.case_id
                 and not exists (select from sign_off s where s.case_id = c.id and s.slot = asked and s.verdict = 'GRANT')) then
        raise exception 'review case % lacks a signature', new.case_id
            using errcode = 'integrity_constraint_violation', constraint = 'approval_has_every_signature';
    end if;
    return null;
end $$;
-- After the row: a statement that signs and issues at once has inserted the signatures by then.
create trigger approval_has_every_signature after insert on approval for each row
execute function approval_has_every_signature();

grant select, insert on approval to "${service_role}";
grant update (state, since, reason, replaced_by, upheld_revision) on approval to "${service_role}";
