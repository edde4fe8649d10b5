-- Whom an alert is about and which dealer shall see it too; data holds what a page needs to say it in its own words.
alter table alert add column customer_id text;
alter table alert add column dealer_id text;
alter table alert add column data text;
create index alert_dealer on alert (dealer_id, id) where dealer_id is not null;
