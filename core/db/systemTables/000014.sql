-- What was given up, the latest first, for each subscriber.
create index record_event_dead on kiln.record_event (subscriber, id) where dead_at is not null;
