-- Reserved instances of versions and aliases, where somebody has asked for some.
create table reservations (
    function_id text not null references functions (id) on delete cascade,
    qualifier text not null,
    document text not null,
    primary key (function_id, qualifier)
);
