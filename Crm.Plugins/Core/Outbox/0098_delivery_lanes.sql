-- Each kind of work is claimed by itself, and what is pointless soon before the rest.
drop index delivery_queued;
create index delivery_lane on delivery (channel, kind, next_at, id) where state = 0;
create index delivery_urgent on delivery (channel, deadline) where state = 0 and deadline is not null;
