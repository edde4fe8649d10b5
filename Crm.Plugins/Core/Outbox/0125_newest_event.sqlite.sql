-- The newest event gives the next one its number, so it stays, whoever deletes old ones.
create trigger event_newest_stays before delete on event when old.seq = (select max(seq) from event)
begin
    select raise(abort, 'The newest event is never deleted, its number would be given again; delete where seq < (select max(seq) from event)');
end;
