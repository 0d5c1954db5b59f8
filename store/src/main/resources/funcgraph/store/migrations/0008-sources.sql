-- Buckets that are listed for triggers of type OBS, and what was seen there. scope: what is listed; when it changes, all
-- begins anew. since: what was there before is no news. listed: 1 once all of it has been seen. turn: grows with each
-- listing, so that of two nodes that list one bucket only the later one's findings count.
create table bucket_watches (
    trigger_id text not null primary key references triggers (id) on delete cascade,
    scope text not null,
    since bigint not null,
    listed integer not null,
    turn bigint not null,
    next_poll bigint not null
);

-- place: the key's UTF-8 in hexadecimal digits, which every collation sorts as the object store sorts keys.
create table bucket_objects (
    trigger_id text not null references bucket_watches (trigger_id) on delete cascade,
    place text not null,
    state text not null,
    primary key (trigger_id, place)
);
