-- What the calls of a minute, an hour or a day amount to; of a whole project where package and name are empty. Each run of a
-- server has rows of its own, so that none has to read before it writes.
create table metric_buckets (
    project_id text not null,
    package_name text not null,
    name text not null,
    seconds integer not null,
    started bigint not null,
    node text not null,
    calls bigint not null,
    function_errors bigint not null,
    system_errors bigint not null,
    throttled bigint not null,
    cold_starts bigint not null,
    duration_micros bigint not null,
    least_micros bigint not null,
    most_micros bigint not null,
    concurrency integer not null,
    memory_kb bigint not null,
    workers integer not null,
    reserved integer not null,
    megabyte_millis bigint not null,
    durations text not null,
    primary key (project_id, seconds, package_name, name, started, node)
);

create index metric_buckets_by_age on metric_buckets (seconds, started);
