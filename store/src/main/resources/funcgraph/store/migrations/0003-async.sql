-- Asynchronous invocations, waiting, running and finished. Most are inserted once and changed twice, a thousand times a
-- second, so there are few indexes, and each grows at its end or holds only what is under way.
--
-- There is no foreign key to functions: a function with a million waiting invocations would be deleted in one
-- transaction that everybody waits for. Those of a function that is gone are removed piece by piece instead.
create table async_invocations (
    request_id text not null primary key,
    function_id text not null,
    qualifier text not null,
    status text not null,
    attempts integer not null,
    accepted_at bigint not null,
    due_at bigint not null,
    started_at bigint not null,
    ended_at bigint not null,
    node text not null,
    cancelled integer not null,
    error_code integer not null,
    error_message text not null,
    event bytea not null
);

-- What a function may begin with next.
create index async_waiting on async_invocations (function_id, due_at) where status = 'WAIT';

-- What is to be given back when a node is gone.
create index async_running on async_invocations (node) where status = 'RUNNING';

-- What a function's lists show.
create index async_listing on async_invocations (function_id, accepted_at, request_id);

-- What is removed after its time.
create index async_ended on async_invocations (ended_at) where ended_at > 0;

-- Nodes that run invocations, each alive until it says so again.
create table async_nodes (
    node text not null primary key,
    alive_until bigint not null
);

create table async_configs (
    function_id text not null references functions (id) on delete cascade,
    qualifier text not null,
    document text not null,
    created_at bigint not null,
    last_modified bigint not null,
    primary key (function_id, qualifier)
);

-- Outcomes that are still to be told to a destination, written in the transaction that ends the invocation.
create table async_deliveries (
    id text not null primary key,
    function_id text not null,
    destination text not null,
    message bytea not null,
    attempts integer not null,
    due_at bigint not null
);

create index async_deliveries_due on async_deliveries (due_at);

-- Projects that have the status of asynchronous invocations logged.
create table async_status_logs (
    project_id text not null primary key,
    group_id text not null,
    stream_id text not null
);
