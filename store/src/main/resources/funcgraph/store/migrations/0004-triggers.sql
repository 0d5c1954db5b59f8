-- Triggers of functions. The project of the function is repeated for lists and for what is unique in a project.
-- claim: what may be there once in a project, hashed, since it may be long. place: what triggers of one type that touch
-- each other have in common, such as a bucket; empty where nothing does.
-- next_due: when a timer fires next; the largest number while it rests, and for every other type.
create table triggers (
    id text not null primary key,
    function_id text not null references functions (id) on delete cascade,
    qualifier text not null,
    project_id text not null,
    type text not null,
    active integer not null,
    claim text not null,
    place text not null,
    event_data text not null,
    next_due bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);

create index triggers_function on triggers (function_id, qualifier, created_at, id);

create unique index triggers_claim on triggers (project_id, claim);

create index triggers_listing on triggers (project_id, created_at, id);

create index triggers_type on triggers (type, id);

create index triggers_due on triggers (next_due);
