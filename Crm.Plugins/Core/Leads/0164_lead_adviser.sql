-- The user who serves the lead for its dealer, or for the maker's desk; null until somebody took it on by name.
alter table lead add column adviser_id text;
create index lead_adviser on lead (adviser_id) where adviser_id is not null;
