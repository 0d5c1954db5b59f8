-- What is kept of functions and of projects beside all else, each under a name.
create table function_settings (
    function_id text not null references functions (id) on delete cascade,
    name text not null,
    value text not null,
    primary key (function_id, name)
);

create table project_settings (
    project_id text not null,
    name text not null,
    value text not null,
    primary key (project_id, name)
);
