-- What somebody holds is asked for lane by lane.
drop index review_case_by_lead;
create index review_case_by_lead on review_case (lead_holder, lane, sort_due, id) where is_open and lead_holder is not null;
drop index review_case_by_labour;
create index review_case_by_labour on review_case (labour_holder, lane, sort_due, id) where is_open and labour_holder is not null;

-- Labour relations sign few of the cases: of a partner, of a production and of what was decided they are found by themselves.
create index review_case_labour_by_partner on review_case (partner_id, sort_due, id) where is_open and needs_labour;
create index review_case_labour_by_production on review_case (production_id, sort_due, id) where is_open and needs_labour;
create index review_case_labour_closed on review_case (state, closed_at desc, id desc) where not is_open and needs_labour;

-- In the words of the queue, so that counting needs no look at the cases themselves.
drop index review_case_unclaimed;
create index review_case_unclaimed on review_case (lane, sort_due, id)
    where is_open and lead_holder is null and not signed @> array [lane];
create index review_case_queued on review_case (lane, sort_due, id) where state = 'QUEUED';

-- A page is a few dozen rows from the front of an index; starting workers for it costs more than reading it.
alter table review_case set (parallel_workers = 0);
alter table clause_in_queue set (parallel_workers = 0);
