-- What one destination has waiting is found without looking at what waits for the others.
create index async_deliveries_of on async_deliveries (destination, due_at);
