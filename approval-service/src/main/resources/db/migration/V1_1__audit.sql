-- Every action on a case, each entry's hash covering the one before it. The transaction's id tells the sealing which
-- entries have become visible since the last seal, whatever order they were committed in.
create table audit_entry (
    case_id uuid  not null,
    number  int   not null,
    entry   text  not null,
    hash    bytea not null check (length(hash) = 32),
    xid     xid8  not null default pg_current_xact_id(),
    primary key (case_id, number)
);
create index audit_entry_xid on audit_entry (xid);

-- A signature over all entries of the transactions up to, not including, upto_xid. Each seal covers the one before it.
create table audit_seal (
    number    int primary key,
    upto_xid  xid8        not null,
    entries   bigint      not null,
    digest    bytea       not null check (length(digest) = 32),
    sealed_at timestamptz not null,
    jws       text        not null
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit record is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_is_append_only before update or delete or truncate on audit_entry
    execute function audit_is_append_only();
create trigger audit_seal_is_append_only before update or delete or truncate on audit_seal
    execute function audit_is_append_only();

grant select, insert on audit_entry, audit_seal to "${service_role}";
