create schema if not exists data;

-- The definitions of the current model, one document each.
create table kiln.definition (
  kind text not null,
  name text not null,
  package text not null,
  document json not null,
  primary key (kind, name, package)
);

-- Every change-set that was applied: what was asked for, what it did to the database, and by whom.
create table kiln.changeset (
  id uuid primary key,
  version text not null,
  message text not null,
  actor jsonb not null,
  created_at timestamp(3) with time zone not null default now(),
  plan jsonb not null,
  changes json not null
);
create index changeset_created_at on kiln.changeset (created_at desc, id desc);

-- One row: the model that the tables of schema data belong to. seq grows with each change-set.
create table kiln.model_version (
  single boolean primary key default true check (single),
  version text not null,
  seq bigint not null
);

-- Last number given out, per entity, field and period (the year, or '' for numbers that never restart).
create table kiln.counter (
  entity text not null,
  field text not null,
  period text not null,
  value bigint not null,
  primary key (entity, field, period)
);

-- Answers to requests that carried an Idempotency-Key. status and body are null while the request runs.
create table kiln.idempotency (
  actor uuid not null,
  key text not null,
  request_hash text not null,
  status integer,
  body text,
  created_at timestamp(3) with time zone not null default now(),
  primary key (actor, key)
);
create index idempotency_created_at on kiln.idempotency (created_at);

-- Uploaded files. Their bytes lie in the file storage under the id; one that no record links to is removed in time.
create table kiln.file (
  id uuid primary key,
  name text not null,
  size bigint not null,
  type text not null,
  sha256 text not null,
  created_at timestamp(3) with time zone not null default now(),
  created_by uuid not null,
  linked boolean not null default false
);
create index file_unlinked on kiln.file (created_at) where not linked;
