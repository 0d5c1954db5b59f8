-- What one destination has waiting is found without looking at what waits for the others. A place is a digest of where the
-- destination is, since the destination itself may be longer than an index takes; those of before get one each.
alter table async_deliveries add column place text not null default '';

update async_deliveries set place = id;

create index async_deliveries_of on async_deliveries (place, due_at);
