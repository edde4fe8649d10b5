-- Somebody who has just come waits for a first word that must be there within seconds: handled before the rest.
create index inbox_first on inbox (id) where state = 0 and kind in ('contact-added', 'session-entered');
