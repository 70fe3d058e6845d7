-- What a careful engineer would write by hand for the same two tables: the same columns, keys and indexes.
create schema if not exists floor;
create extension if not exists pg_trgm;
create table if not exists floor.account (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  name text not null,
  industry text,
  region text,
  website text,
  employees bigint
);
create table if not exists floor.contact (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  name text not null,
  email text,
  phone text,
  job_title text,
  stage text,
  score bigint,
  revenue numeric(15, 2),
  birthday date,
  last_seen_at timestamptz(3),
  opt_in boolean,
  city text,
  account uuid references floor.account (id) on delete set null
);
create index if not exists account_name on floor.account (name);
create index if not exists account_created on floor.account (created_at, id);
create index if not exists account_search on floor.account using gin (lower(name) gin_trgm_ops);
create index if not exists contact_stage_name on floor.contact (stage, name);
create index if not exists contact_created on floor.contact (created_at, id);
create index if not exists contact_account on floor.contact (account);
create index if not exists contact_search on floor.contact using gin (lower(name) gin_trgm_ops);
