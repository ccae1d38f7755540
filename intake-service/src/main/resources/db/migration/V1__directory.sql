-- Who works with the studio, on what. Reference data: kept by the studio's administrators.

create table partner (
    id            text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name          text        not null check (length(name) between 1 and 200),
    email         text        not null check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
    locale        text        not null check (locale ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    version       integer     not null default 1,
    registered_at timestamptz not null
);

create table production (
    id               uuid primary key,
    title            text        not null check (length(title) between 1 and 200),
    locale           text        not null check (locale ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    time_zone        text        not null,
    contact_username text        not null check (length(contact_username) between 1 and 200),
    contact_name     text        not null check (length(contact_name) between 1 and 200),
    contact_email    text        not null check (contact_email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(contact_email) <= 254),
    contact_locale   text        not null check (contact_locale ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    version          integer     not null default 1,
    registered_at    timestamptz not null
);

create index production_of_contact on production (contact_username, id desc);

-- Ending a membership keeps its row: the use cases declared under it go on pointing at it.
create table membership (
    production_id uuid        not null references production,
    partner_id    text        not null references partner,
    joined_at     timestamptz not null,
    left_at       timestamptz check (left_at >= joined_at),
    primary key (production_id, partner_id)
);

create index membership_of_partner on membership (partner_id, production_id desc) where left_at is null;

grant select, insert, update on partner, production, membership to ${service_role};
