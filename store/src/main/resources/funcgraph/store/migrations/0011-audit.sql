-- Who changed what, or tried to. A change that was accepted is written in its own transaction.
create table audit_events (
    request_id text not null primary key,
    seq bigint not null,
    at bigint not null,
    project_id text not null,
    user_name text not null,
    user_id text not null,
    access_key text not null,
    source_ip text not null,
    action text not null,
    resource text not null,
    status integer not null,
    error_code text not null,
    changes text not null
);

create index audit_listing on audit_events (project_id, seq);

create index audit_ages on audit_events (at);
