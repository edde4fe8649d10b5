-- Since when the present window stands; what was tried before it belongs to the window it replaced. Null = never moved.
alter table promise add column moved_at bigint;
