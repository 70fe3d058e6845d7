-- What a careful engineer would write by hand for the same tables: the same columns, keys and indexes.
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

-- The same contacts with an owner, who sees them with the rest of the team.
create table if not exists floor.owned_contact (
  like floor.contact including defaults,
  owner_id uuid not null,
  primary key (id),
  foreign key (account) references floor.account (id) on delete set null
);
create index if not exists owned_contact_owner on floor.owned_contact (owner_id, created_at, id) where deleted_at is null;
create index if not exists owned_contact_name on floor.owned_contact (name, id) where deleted_at is null;
create index if not exists owned_contact_email on floor.owned_contact (email, id) where deleted_at is null;
create index if not exists owned_contact_created on floor.owned_contact (created_at, id);
create index if not exists owned_contact_account on floor.owned_contact (account);
create table if not exists floor.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor uuid not null,
  action text not null,
  entity text not null,
  record uuid not null,
  changes jsonb not null
);
create index if not exists audit_record on floor.audit (record, id);
