-- The order of arrival within a conversation, as far as it waits. Ids come from each node's own clock, and clocks differ.
alter table inbox add column turn bigint not null default 0;
