-- Somebody has seen to it. The same thing noticed again opens it anew.
alter table alert add column closed_at bigint;
alter table alert add column closed_by text;
alter table alert add column close_note text;
alter table alert add column version bigint not null default 1;
create index alert_open on alert (id) where state = 'open';
