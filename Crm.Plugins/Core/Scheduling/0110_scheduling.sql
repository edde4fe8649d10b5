-- Everything with a clock: promises, offers, complaints. due_at is a whole second in epoch milliseconds.
-- state: 0 waiting, 1 claimed, 2 done, 3 cancelled, 4 dead. A failed step is a claim that runs out at its next try.
create table step (
    subject_id text not null,
    step text not null,
    kind text not null,
    due_at bigint not null,
    state bigint not null,
    claimed_by text,
    claimed_until bigint,
    attempts bigint not null default 0,
    done_at bigint,
    fault text,
    primary key (subject_id, step)
);
create index step_due on step (due_at) where state = 0;
create index step_claimed on step (claimed_until) where state = 1;
create index step_dead on step (due_at) where state = 4;
