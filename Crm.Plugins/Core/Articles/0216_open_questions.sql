-- What the bot could not answer, similar ones together; personal data is masked. state: open, drafted (an article waits for
-- approval), answered, dismissed. terms: what is compared, sorted, with blanks between.
create table open_question (
    id text primary key,
    text text not null,
    locale text not null,
    brand text not null default '',
    series text not null default '',
    model text not null default '',
    terms text not null,
    reason text not null,
    asked bigint not null,
    first_at bigint not null,
    last_at bigint not null,
    state text not null,
    article_id text,
    settled_by text,
    settled_at bigint,
    dismiss_reason text,
    version bigint not null default 1
);
create index open_question_state on open_question (state, id);
create index open_question_article on open_question (article_id) where article_id is not null;
create index open_question_alike on open_question (locale, brand, series, model, last_at);
-- Two nodes that hear the same question at once make one row of it.
create unique index open_question_once on open_question (locale, brand, series, model, terms) where state in ('open', 'drafted');

-- Who asked. told_at: when the customer got the answer that was approved later; told: said, too-late, with-agent, no-channel.
create table question_ask (
    id text primary key,
    question_id text not null,
    customer_id text not null,
    conversation_id text not null,
    text text not null,
    at bigint not null,
    told text,
    told_at bigint
);
create index question_ask_question on question_ask (question_id, id);
