-- What was asked is kept by the bot now.
alter table conversation drop column asked;
alter table conversation drop column asked_at;
