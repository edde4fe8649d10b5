-- The newest event gives the next one its number, so it stays, whoever deletes old ones.
create function event_newest_stays() returns trigger language plpgsql as $$
begin
    if old.seq = (select max(seq) from event) then
        raise exception 'The newest event is never deleted, its number would be given again; delete where seq < (select max(seq) from event)';
    end if;
    return old;
end $$;
create trigger event_newest_stays before delete on event for each row execute function event_newest_stays();
