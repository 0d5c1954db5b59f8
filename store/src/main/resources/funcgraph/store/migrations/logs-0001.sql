-- The logs of functions, in a database of their own. Places (seq) grow with time over all functions.
create table log_functions (
    no integer primary key,
    function_id text not null unique,
    project_id text not null
);

create table log_lines (
    seq integer primary key,
    function_no integer not null,
    at integer not null,
    request_id text not null,
    version text not null,
    level integer not null,
    line text not null
);

create index log_lines_of_function on log_lines (function_no, seq);

-- A call that printed nothing has its two lines here: they are at seq and behind it.
create table log_calls (
    seq integer primary key,
    last_seq integer not null,
    function_no integer not null,
    started_at integer not null,
    ended_at integer not null,
    request_id text not null,
    version text not null,
    duration_us integer not null,
    billed_ms integer not null,
    init_us integer not null,
    peak_kb integer not null,
    memory_mb integer not null,
    failed integer not null,
    error_code text not null,
    outcome text not null,
    background integer not null,
    silent integer not null
);

create index log_calls_of_function on log_calls (function_no, seq, request_id);

-- Which place was the last at a time, so that a time leads to a place without an index on times.
create table log_marks (
    seq integer primary key,
    at integer not null
);

create index log_marks_by_time on log_marks (at);
