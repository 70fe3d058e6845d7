-- Live events too long for NOTIFY, for half a minute. Nothing in it outlives a crash, so it needs no write-ahead log.
-- The columns are those that @socket.io/postgres-adapter writes.
create unlogged table if not exists kiln.live_payload (
  id bigint generated always as identity primary key,
  created_at timestamp with time zone not null default now(),
  payload bytea not null
);

-- Stands where a statement would write a relation to a record in the recycle bin, which a foreign key lets pass. Volatile, so
-- that it is called for the row that is refused and never while a statement is planned.
create function kiln.refuse_dangling(id uuid, field_column text) returns uuid
language plpgsql
as $$
begin
  raise exception 'The record % is not there.', id
    using errcode = 'foreign_key_violation', column = field_column, detail = format('Key (%s)=(%s)', field_column, id);
end
$$;
