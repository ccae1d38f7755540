-- A case by the reference people say on the telephone.
create index review_case_by_reference on review_case (reference, opened_at desc);

-- Who is named in a comment finds it on the home page.
create index comment_mentions on comment using gin (mentions) where mentions <> '{}';
