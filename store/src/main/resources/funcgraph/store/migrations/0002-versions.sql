-- What has been published of functions. The number grows with each change of a function's versions and aliases, so that
-- whoever remembers them knows which of two states is the newer one; it is also the revision of a version.
create table publications (
    function_id text not null primary key references functions (id) on delete cascade,
    number bigint not null
);

-- Published versions: heads as they were. What a document holds is repeated as it is for heads.
create table versions (
    function_id text not null references functions (id) on delete cascade,
    name text not null,
    revision bigint not null,
    description text not null,
    digest text not null,
    dependency_digest text not null,
    code_size bigint not null,
    image_name text not null,
    created_at bigint not null,
    config text not null,
    code text not null,
    primary key (function_id, name)
);

-- Whether a stored package is still used.
create index versions_digest on versions (digest);

create index versions_dependency on versions (dependency_digest) where dependency_digest <> '';

-- Aliases. The additional version is empty when there is none; then rules is empty too, and also when the version gets
-- its calls by weight.
create table aliases (
    function_id text not null references functions (id) on delete cascade,
    name text not null,
    version text not null,
    description text not null,
    additional_version text not null,
    weight integer not null,
    rules text not null,
    last_modified bigint not null,
    primary key (function_id, name)
);
