-- What the language model took a message for, kept before the message is handled, so that handling it again gives the same.
-- reading: {} where it had nothing usable to say. No words of the customer are kept here.
create table model_reading (
    inbox_id text primary key,
    reading text not null,
    at bigint not null
);
create index model_reading_at on model_reading (at);
