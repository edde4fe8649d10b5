-- When whoever wrote it last changed it. The words before stay in the inbox.
alter table message add column edited_at bigint;
