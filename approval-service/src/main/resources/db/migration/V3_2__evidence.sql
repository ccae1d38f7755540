-- What partners attached in intake. It may come before the case does, so it refers to no row; the documents stay in intake.
create table evidence (
    id               uuid primary key,
    use_case_id      uuid        not null,
    revision         int         not null,
    name             text        not null,
    media_type       text        not null,
    size             bigint      not null,
    sha256           text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    shows            text,
    attached_by_name text        not null,
    attached_at      timestamptz not null
);
create index evidence_of_use_case on evidence (use_case_id, attached_at);

grant select, insert on evidence to "${service_role}";
