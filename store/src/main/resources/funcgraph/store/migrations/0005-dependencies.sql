-- Dependencies: third-party software that functions share. last_version counts the versions ever made.
create table dependencies (
    id text not null primary key,
    project_id text not null,
    name text not null,
    runtime text not null,
    last_version integer not null,
    created_at bigint not null,
    unique (project_id, name, runtime)
);

create table dependency_versions (
    id text not null primary key,
    dependency_id text not null references dependencies (id) on delete cascade,
    version integer not null,
    description text not null,
    link text not null,
    file_name text not null,
    size bigint not null,
    etag text not null,
    digest text not null,
    created_at bigint not null,
    unique (dependency_id, version)
);

-- Whether a stored package is still used.
create index dependency_versions_digest on dependency_versions (digest);

-- Which states of functions use a version. What they use of it is in their code documents; this keeps it there.
create table dependency_uses (
    function_id text not null references functions (id) on delete cascade,
    qualifier text not null,
    version_id text not null references dependency_versions (id),
    primary key (function_id, qualifier, version_id)
);

create index dependency_uses_version on dependency_uses (version_id);
