-- What triggers of workflows keep. `workflow` is an x-id.

-- How far the dates of records were looked at for each workflow that waits for them. What was due before `since` is none of its
-- business: it was not there, or switched off. `pattern`: what it waits for; where that changes it begins anew.
create table kiln.workflow_clock (
  workflow text primary key,
  pattern text not null,
  since timestamp(3) with time zone not null default now(),
  upto timestamp(3) with time zone not null default now()
);

-- Moments for which a run was started, of a record or (without one: the nil uuid) of a pattern of times: each once.
create table kiln.workflow_due (
  workflow text not null,
  record uuid not null,
  due timestamp(3) with time zone not null,
  primary key (workflow, record, due)
);
create index workflow_due_due on kiln.workflow_due (due);

-- The key under which a workflow is called from outside. Shown to whoever administers workflows, so it is sealed, not only hashed.
create table kiln.workflow_hook (
  workflow text primary key,
  key_hash bytea not null unique,
  sealed text not null,
  made_at timestamp(3) with time zone not null default now()
);

-- Signed deliveries that were taken: the same once more is answered with the run that it started.
create table kiln.workflow_delivery (
  workflow text not null,
  digest bytea not null,
  run uuid not null,
  at timestamp(3) with time zone not null default now(),
  primary key (workflow, digest)
);
create index workflow_delivery_at on kiln.workflow_delivery (at);
