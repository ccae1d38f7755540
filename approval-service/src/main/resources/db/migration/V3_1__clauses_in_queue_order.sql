-- The open cases of a clause, in queue order. Whether a clause is rare on the way through the queue no statistics tell: some
-- are common in one lane and never met in the other. Kept by triggers, so that it cannot fall behind the cases.
create table clause_in_queue (
    clause  text        not null,
    of_lane text        not null,
    place   timestamptz not null, -- the case's sort_due
    case_id uuid        not null,
    primary key (clause, of_lane, place, case_id)
);

create function clauses_enter_the_queue() returns trigger language plpgsql as $$
begin
    insert into clause_in_queue (clause, of_lane, place, case_id)
    select distinct clause, lane, sort_due, id from opened, unnest(clauses) as clause where is_open;
    return null;
end $$;
create trigger clauses_enter_the_queue after insert on review_case referencing new table as opened
    for each statement execute function clauses_enter_the_queue();

create function clauses_follow_their_case() returns trigger language plpgsql as $$
begin
    delete from clause_in_queue
    where clause = any (old.clauses) and of_lane = old.lane and place = old.sort_due and case_id = old.id;
    if new.is_open then
        insert into clause_in_queue (clause, of_lane, place, case_id)
        select distinct clause, new.lane, new.sort_due, new.id from unnest(new.clauses) as clause;
    end if;
    return null;
end $$;
create trigger clauses_follow_their_case after update on review_case for each row
    when (old.is_open and (not new.is_open or old.sort_due <> new.sort_due))
execute function clauses_follow_their_case();

insert into clause_in_queue (clause, of_lane, place, case_id)
select distinct clause, lane, sort_due, id from review_case, unnest(clauses) as clause where is_open
order by 1, 2, 3, 4;

grant select, insert, delete on clause_in_queue to "${service_role}";

drop index review_case_by_clause;

-- What was decided is always asked for by how.
drop index review_case_closed;
create index review_case_closed on review_case (lane, state, closed_at desc, id desc) where not is_open;
