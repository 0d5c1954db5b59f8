-- Events kept with functions to try them with.
create table test_events (
    id text not null primary key,
    function_id text not null references functions (id) on delete cascade,
    name text not null,
    content text not null,
    last_modified bigint not null,
    unique (function_id, name)
);

create table function_tags (
    function_id text not null references functions (id) on delete cascade,
    tag_key text not null,
    tag_value text not null,
    primary key (function_id, tag_key)
);
