-- Heads of functions. Text, bigint and integer mean the same to SQLite and PostgreSQL; times are milliseconds, documents
-- JSON text. What a document holds is repeated in a column only where a query selects by it or sums it up.
create table functions (
    id text not null primary key,
    project_id text not null,
    package_name text not null,
    name text not null,
    revision bigint not null,
    digest text not null,
    dependency_digest text not null,
    code_size bigint not null,
    image_name text not null,
    created_at bigint not null,
    last_modified bigint not null,
    config text not null,
    code text not null
);

create unique index functions_key on functions (project_id, package_name, name);

-- Lists and their counts are answered from this index alone, filters included, so that a page of a project with very
-- many functions reads only the rows it shows.
create index functions_listing on functions (project_id, created_at, id, package_name, name);

-- Whether a stored package is still used.
create index functions_digest on functions (digest);

create index functions_dependency on functions (dependency_digest) where dependency_digest <> '';

-- What a project holds, kept in the transaction that changes it: a quota is then one row to read however many
-- functions there are, and the row's lock makes two nodes wait for each other before they compare with the quota.
create table project_usage (
    project_id text not null primary key,
    functions bigint not null,
    code_bytes bigint not null
);

-- Keys that all nodes on one database share. Values are Base64: the two databases name binary columns differently.
create table secrets (
    name text not null primary key,
    value text not null
);
