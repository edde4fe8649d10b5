-- How many of those due lately were kept (C-14), and the figures of a period.
create index promise_by_due on promise (due_at);
