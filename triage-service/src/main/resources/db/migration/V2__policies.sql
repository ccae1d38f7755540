-- Texts of policies by their content: a text can be added, and never be changed or taken away, since the service holds no right to.
create table policy_text (
    sha256 text  primary key,
    yaml   bytea not null,
    constraint addressed_by_content check (sha256 = encode(sha256(yaml), 'hex'))
);

create table policy_version (
    version         text        primary key,
    -- Counts the changes of a draft: its entity tag.
    edition         integer     not null default 1,
    policy_id       text        not null,
    sha256          text        not null references policy_text (sha256),
    note            text        not null,
    author_subject  text        not null,
    author_name     text        not null,
    created_at      timestamptz not null,
    edited_at       timestamptz not null,
    -- What is wrong with the text, found when it was saved: an empty list is a valid policy.
    problems        jsonb       not null,
    withdrawn_at    timestamptz,
    constraint as_published unique (version, sha256, author_subject)
);

-- A version in force or to come into force. The composite reference nails the text and the author of a published version: neither can change any more,
-- and the author compared with the publisher is the author of this very text.
create table policy_publication (
    version              text        primary key,
    sha256               text        not null,
    author_subject       text        not null,
    published_by_subject text        not null,
    published_by_name    text        not null,
    published_at         timestamptz not null,
    effective_from       timestamptz not null,
    -- How many past outcomes the publisher confirmed to change.
    changed_outcomes     bigint      not null check (changed_outcomes >= 0),
    re_review            text        not null check (re_review in ('NONE', 'IN_REVIEW', 'IN_REVIEW_AND_CLEARED')),
    constraint of_an_existing_version foreign key (version, sha256, author_subject)
        references policy_version (version, sha256, author_subject),
    constraint publisher_is_not_the_author check (published_by_subject <> author_subject),
    constraint takes_effect_after_publication check (effective_from >= published_at)
);
create index policy_publication_in_order on policy_publication (effective_from, published_at);

grant select, insert on policy_text, policy_publication to "${service_role}";
grant select, insert on policy_version to "${service_role}";
grant update (edition, sha256, note, edited_at, problems, withdrawn_at) on policy_version to "${service_role}";
