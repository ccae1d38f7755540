-- What partners attach to show that what they declared is so. Kept in parts, so that neither side ever holds a whole file.

create table document (
    id                  uuid primary key,
    use_case_id         uuid        not null references use_case,
    revision            integer     not null check (revision >= 1),
    name                text        not null check (length(name) between 1 and 200 and name !~ '[[:cntrl:]/\\]'),
    media_type          text        not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document')),
    size                bigint      not null check (size between 1 and 20971520),
    sha256              bytea       not null check (length(sha256) = 32),
    shows               text        check (shows ~ '^[a-z0-9_]{1,64}$'),
    uploaded_by_subject text        not null,
    uploaded_by_name    text        not null,
    uploaded_at         timestamptz not null
);

create index document_of_use_case on document (use_case_id, id);

create table document_part (
    document_id uuid    not null references document,
    number      integer not null check (number >= 0),
    content     bytea   not null,
    primary key (document_id, number)
);

-- PDF, pictures and zip archives do not shrink a second time.
alter table document_part alter column content set storage external;

grant select, insert on document, document_part to ${service_role};
