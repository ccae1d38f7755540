-- A lane has its usual outcome, and the few cases with the other one are looked for among very many: contacts escalate now and
-- then. The queue asks for them in these words.
create index review_case_odd_outcome on review_case (lane, sort_due, id)
    where is_open and (lane = 'legal') <> (outcome = 'ESCALATE');

-- What nobody has claimed, in queue order: at the front of a busy queue nearly everything is claimed.
create index review_case_unclaimed on review_case (lane, sort_due, id)
    where is_open and lead_holder is null;
