-- Which of our people wrote it; null for the customer and for our own sentences.
alter table message add column author_id text;
alter table message add column author_name text;
