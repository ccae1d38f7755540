-- What performers agreed to, per performer and production.
create table consent (
    id                uuid primary key,
    performer         text        not null,
    production_id     text        not null,
    kind              text        not null check (kind in ('DIGITAL_REPLICA', 'VOICE_CLONE', 'REAGEING', 'ALTERATION', 'TRAINING', 'OTHER')),
    scope             text        not null,
    document_sha256   text        not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
    document_location text        not null,
    guild_requirement text,
    granted_at        timestamptz not null,
    expires_at        timestamptz,
    recorded_by       text        not null,
    recorded_by_name  text        not null,
    recorded_at       timestamptz not null,
    withdrawn_at      timestamptz,
    withdrawal_reason text,
    ended             boolean     not null default false,
    constraint consent_ends_after_it_begins check (expires_at is null or expires_at > granted_at),
    constraint withdrawals_have_a_reason check ((withdrawn_at is null) = (withdrawal_reason is null))
);
create index consent_of_production on consent (production_id, performer);
create index consent_expiring on consent (expires_at) where not ended;

-- Which consents an approval rests on.
create table approval_consent (
    approval_id uuid not null references approval,
    consent_id  uuid not null references consent,
    replaced_by uuid references consent, -- the consent that took its place when the approval was reinstated
    primary key (approval_id, consent_id)
);
create index approval_consent_by_consent on approval_consent (consent_id);

create function consent_is_live() returns trigger language plpgsql as $$
begin
    if exists (select from consent where id = new.consent_id
               and (withdrawn_at is not null or ended or expires_at <= now())) then
        raise exception 'consent % does not hold', new.consent_id
            using errcode = 'integrity_constraint_violation', constraint = 'consent_is_live';
    end if;
    return new;
end $$;
create trigger consent_is_live before insert on approval_consent for each row execute function consent_is_live();

-- Who signs for whom, and when. It is ended, never changed.
create table delegation (
    id             uuid primary key,
    delegator      text        not null,
    delegator_name text        not null,
    delegate       text        not null,
    delegate_name  text        not null,
    slot           text        not null check (slot in ('contact', 'legal', 'labour')),
    starts_at      timestamptz not null,
    ends_at        timestamptz not null,
    made_at        timestamptz not null,
    ended_at       timestamptz,
    constraint delegation_ends_after_it_begins check (ends_at > starts_at),
    constraint nobody_delegates_to_themselves check (delegator <> delegate)
);
create index delegation_to on delegation (delegate, ends_at) where ended_at is null;
create index delegation_from on delegation (delegator, ends_at);

grant select, insert on consent, approval_consent, delegation to "${service_role}";
grant update (replaced_by) on approval_consent to "${service_role}";
grant update (withdrawn_at, withdrawal_reason, ended) on consent to "${service_role}";
grant update (ended_at) on delegation to "${service_role}";
