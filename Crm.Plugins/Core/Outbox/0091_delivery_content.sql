-- Card and attachments of a message, as JSON; an operation's request lies in args, its account in to_address.
alter table delivery add column content text;
