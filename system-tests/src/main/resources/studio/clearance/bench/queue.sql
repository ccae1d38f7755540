-- A queue as a large studio's could be: mostly waiting, what is urgent mostly claimed, a few partners and productions with
-- very many cases and many with few, clauses from everywhere to once in five thousand. Nothing is left out of the tables
-- that a page of the queue or a decision reads.
--
-- Run as superuser. The load itself is not the subject: no triggers, no look-ups of foreign keys, indexes built at the end.
set session_replication_role = replica;
set synchronous_commit = off;
set maintenance_work_mem = '512MB';
select setseed(0.25);

insert into reviewer (subject, username, name, slots, seen_at)
select subject, username, 'Reviewer ' || username, array [slot], now() from bench_reviewer
on conflict do nothing;

create unlogged table bench_case as
with drawn as materialized (
    select n, n > {open} as closed,
           case when random() < 0.6 then 'legal' else 'contact' end as lane,
           random() as r_state, random() as r_due, random() as r_labour, random() as r_holder, random() as r_outcome,
           floor(power(random(), 3) * 300)::int as partner, floor(power(random(), 3) * 2000)::int as production,
           random() as c1, random() as c2, random() as c3,
           floor(random() * 20)::int as w1, floor(random() * 20)::int as w2, floor(random() * 20)::int as w3,
           now() - random() * interval '30 days' as opened_at
    from generate_series(1, {open} + {closed}) as n
), placed as (
    select drawn.*,
           uuidv7(opened_at - now()) as id, uuidv7(opened_at - now()) as use_case_id,
           lane = 'legal' and r_labour < 0.15 as labour,
           case when r_due < 0.03 then now() - (0.03 - r_due) * 100 * interval '1 day'
                else now() + interval '10 minutes' + (r_due - 0.03) * interval '20 days' end as due
    from drawn
)
select placed.*,
       case when closed then (array ['GRANTED', 'GRANTED', 'GRANTED', 'DENIED', 'CLEARED', 'WITHDRAWN', 'SUPERSEDED'])
                             [1 + floor(r_state * 7)::int]
            when r_state < 0.05 then 'INFORMATION_REQUESTED'
            when r_state < case when r_due < 0.08 then 0.65 else 0.25 end then 'CLAIMED'
            else 'QUEUED' end as state,
       (select array_agg(distinct clause)
        from unnest(array ['IN-2',
                case when lane = 'legal' then (array ['MX-1', 'MX-2', 'MX-3', 'MX-4', 'MX-5', 'MX-6'])[1 + floor(c1 * 6)::int] end,
                (array ['P1', 'P2', 'P3', 'P4', 'P5', 'IN-1', 'IN-3', 'IN-4a', 'IN-4b', 'IN-4c', 'DU-1a', 'DU-1b', 'DU-2', 'CO-1',
                        'CO-2a', 'CO-2b', 'TP-1', 'TP-2', 'ER-1', 'ER-2', 'CD-1', 'CD-2', 'CD-3', 'CD-4', 'CD-5', 'FT-1', 'FT-2',
                        'FT-3', 'FT-4', 'FT-5', 'FT-6', 'TE-DR', 'TE-DR-1', 'TE-DR-2', 'TE-DA', 'TE-DA-a', 'TE-DA-b', 'MU-1',
                        'MU-2', 'QA-1', 'QA-2', 'QA-3', 'CW-1', 'CW-2'])[1 + floor(power(c2, 5) * 44)::int],
                (array ['CD-5', 'CD-1', 'P2', 'DU-2', 'IN-4a', 'TE-DR', 'QA-1', 'CO-1', 'FT-2', 'MU-1'])[1 + floor(power(c3, 3) * 10)::int],
                case when n % 400 = 0 then 'QA-2X' end,
                case when n % 1000 = 0 then 'CW-3' end,
                case when n % 5000 = 0 then 'RC-9' end]) as clause
        where clause is not null) as clauses
from placed;

insert into use_case (id, latest_revision) select use_case_id, 1 from bench_case;

insert into review_case (id, use_case_id, reference, revision, revision_hash, lane, outcome, title, partner_id, partner_name,
    production_id, production_title, submitted_by, slots, clauses, reopened, opened_at, state, lead_holder, labour_holder,
    answered, closed_at, version, audit_length, audit_head, sla_target, sla_used, sla_since, due_at, announced, next_mark,
    next_mark_at)
select c.id, c.use_case_id, 'UC-' || (100000 + c.n), 1, 'sha256:' || encode(sha256(c.n::text::bytea), 'hex'), c.lane,
       case when c.lane = 'contact' or c.r_outcome < 0.02 then 'CONTACT_REVIEW' else 'ESCALATE' end,
       (array ['Two', 'Three', 'Some', 'Four', 'The', 'All', 'A few', 'Six', 'Several', 'Ten', 'Our', 'First', 'Last', 'Night',
               'Day', 'Crowd', 'Street', 'River', 'Winter', 'Opening'])[1 + c.w1] || ' ' ||
       (array ['dropped', 'generated', 'translated', 'restored', 'extended', 'matched', 'cleaned', 'painted', 'cloned', 'upscaled',
               'composed', 'reaged', 'relit', 'removed', 'drafted', 'planned', 'sketched', 'recoloured', 'dubbed', 'stitched'])[1 + c.w2] || ' ' ||
       (array ['words', 'plates', 'voices', 'skies', 'faces', 'crowds', 'posters', 'maps', 'songs', 'signs', 'letters', 'screens',
               'buildings', 'horses', 'cars', 'titles', 'scores', 'shadows', 'props', 'rooms'])[1 + c.w3] || ', reel ' || c.n % 997,
       'partner-' || c.partner, 'Partner ' || c.partner, md5('production ' || c.production)::uuid::text,
       'Production ' || c.production, 'submitter-' || c.n % 5000,
       case when c.labour then array ['labour', 'legal'] else array [c.lane] end, c.clauses, c.r_outcome > 0.97, c.opened_at, c.state,
       case when c.state in ('CLAIMED', 'INFORMATION_REQUESTED') then lead.subject end,
       case when c.state = 'CLAIMED' and c.labour and c.r_due > 0.5 then labour.subject end,
       c.state = 'CLAIMED' and c.r_outcome between 0.5 and 0.52,
       case when c.closed then c.opened_at + (now() - c.opened_at) * c.r_due end,
       case when c.state = 'QUEUED' then 1 else 2 end, 1, sha256(c.n::text::bytea),
       case c.lane when 'legal' then 97200 else 32400 end,
       case when c.state in ('QUEUED', 'CLAIMED') then 0 else 3600 end,
       case when c.state in ('QUEUED', 'CLAIMED') then c.opened_at end,
       case when c.state in ('QUEUED', 'CLAIMED') then c.due end,
       case when c.due < now() then 'OVERDUE' when c.due < now() + interval '1 day' then 'HALF' else 'NONE' end,
       case when c.state in ('QUEUED', 'CLAIMED') and c.due >= now()
            then case when c.due < now() + interval '1 day' then 'DUE' else 'HALF' end end,
       case when c.state in ('QUEUED', 'CLAIMED') and c.due >= now()
            then case when c.due < now() + interval '1 day' then c.due else c.due - interval '20 hours' end end
from bench_case c
join bench_reviewer lead on lead.slot = c.lane and lead.n = floor(c.r_holder * 20)::int
join bench_reviewer labour on labour.slot = 'labour' and labour.n = floor(c.r_holder * 20)::int;

insert into case_paper (case_id, use_case, assessment)
select c.id,
       format('{"useCaseId":"%s","reference":"%s","revision":1,"revisionHash":"%s","title":"%s","narrative":"%s","partner":{"id":"%s","name":"%s","email":"office@partner.example","locale":"en-GB"},"production":{"id":"%s","title":"%s","locale":"en-GB","timeZone":"Europe/London"},"submittedBy":{"subject":"%s","name":"Mei Chou","locale":"en-GB"},"declaration":{"in_final":"yes","stated_use":"final","makes":["final_sound"]},"submittedAt":"2026-11-05T10:14:00.120Z"}',
              c.use_case_id, c.reference, c.revision_hash, c.title, repeat(c.title || '. ', 5), c.partner_id, c.partner_name,
              c.production_id, c.production_title, c.submitted_by),
       format('{"outcome":"%s","clauses":[%s],"matrixRows":[],"requirements":[{"id":"written_approval_first","says":"Wait for the written approval before you start."}],"contradictions":[],"openQuestions":[],"couldBeLoweredBy":[],"policy":{"id":"studio-guidance","version":"1","sha256":"%s","evaluator":"1"}}',
              c.outcome,
              (select string_agg(format('{"id":"%s","heading":"%s","says":"As the guidance has it.","demand":"APPROVE","because":[{"fact":"in_final","value":"yes"}],"certainty":"fired"}', clause, clause), ',')
               from unnest(c.clauses) as clause),
              repeat('b77a02d9', 8))
from review_case c;

insert into audit_entry (case_id, number, entry, hash)
select id, 1, format('{"action":"opened","actor":{"name":"Clearance","subject":"system"},"at":"2026-11-05T10:14:00.120Z","case":"%s","detail":{},"number":1,"revision":1}', id),
       audit_head
from review_case;

-- One seal over all of it, as there would be by then.
insert into audit_seal (number, upto_xid, entries, digest, sealed_at, jws)
values (1, pg_snapshot_xmax(pg_current_snapshot()), {open} + {closed}, sha256('bench'), now(), 'not signed: made for measuring')
on conflict do nothing;

insert into information_request (id, use_case_id, case_id, question, facts, asked_by, asked_by_name, asked_at)
select uuidv7(), use_case_id, id, 'Does the tool keep the recordings?', array ['tool_keeps_or_trains'], lead_holder, 'A reviewer', now()
from review_case where state = 'INFORMATION_REQUESTED';

insert into sign_off (case_id, slot, verdict, decided_by, decided_by_name, decided_at, terms)
select id, lane, 'GRANT', lead_holder, 'A reviewer', now(), '{"scope":"As declared.","conditions":[],"forbiddenUses":[],"requirements":[],"consents":[]}'
from review_case where state = 'CLAIMED' and 'labour' = any (slots) and labour_holder is not null and hashtext(reference) % 10 = 0;
update review_case c set signed = array [lane], lead_holder = null
from sign_off s where s.case_id = c.id;

-- What the triggers would have kept.
insert into clause_in_queue (clause, of_lane, place, case_id)
select distinct clause, lane, sort_due, id from review_case, unnest(clauses) as clause where is_open
order by 1, 2, 3, 4;

drop table bench_case;
