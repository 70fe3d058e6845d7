-- Work on the tables that goes on beside everybody's: indexes, constraints, values that follow a change of the definitions, and
-- change-sets that have to be prepared. One process at a time does it, in the order of the ids (uuid v7).
create table kiln.job (
  id uuid primary key,
  op text not null,
  entity text not null,
  field text,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint,
  -- What is to be done: an operation, or the documents of a change-set.
  work json not null,
  -- The key of the last row that was done.
  position json,
  error json,
  changeset uuid,
  -- The connection to Postgres that does it, so that it can be stopped.
  pid integer,
  created_at timestamp(3) with time zone not null default now(),
  started_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone
);
create index job_open on kiln.job (id) where state in ('waiting', 'running');
create index job_ended_at on kiln.job (ended_at) where ended_at is not null;
