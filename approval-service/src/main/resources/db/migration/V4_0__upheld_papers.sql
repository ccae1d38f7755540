-- The newest revision that an approval was found to hold for, as it came: what a renewal is decided on.
create table upheld_paper (
    approval_id uuid primary key references approval,
    use_case    text not null,
    assessment  text not null
);

grant select, insert, update on upheld_paper to "${service_role}";
