-- Quartz makes its own tables here; on SQLite it has a file of its own.
create schema if not exists quartz;
