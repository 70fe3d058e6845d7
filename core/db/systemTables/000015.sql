-- Ids that sort by time (uuid v7), made by the database: rows that a statement adds by itself have them, too.
do $do$
begin
  if to_regproc('pg_catalog.uuidv7') is not null then
    create function kiln.new_id() returns uuid language sql volatile parallel safe return uuidv7();
  else
    create function kiln.new_id() returns uuid language sql volatile parallel safe as $$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
        52, 1), 53, 1), 'hex')::uuid
    $$;
  end if;
end
$do$;

-- Every version of a workflow that may still have runs. `workflow` is its x-id. Publisher: a user, in whose name its runs
-- act; null: it came with files, and acts as Kiln itself. `followed`: the document as later renames have made it.
create table kiln.workflow_version (
  workflow text not null,
  hash text not null,
  document json not null,
  followed json,
  publisher uuid,
  published_at timestamp(3) with time zone not null default now(),
  primary key (workflow, hash)
);

-- A run of a workflow, on the version with which it began. Inserting one in state 'queued' adds its job.
create table kiln.run (
  id uuid primary key default kiln.new_id(),
  -- The order in which runs of one record go; times and ids may be equal, and clocks jump.
  seq bigint generated always as identity,
  workflow text not null,
  version text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'waiting', 'done', 'failed', 'cancelled')),
  -- The record that it is about: x-id and id.
  entity text,
  record uuid,
  trigger json not null,
  input json,
  vars json,
  output json,
  error json,
  -- Who set it off.
  starter_kind text not null,
  starter uuid,
  starter_name text not null,
  request_id text not null,
  causes text[] not null default '{}',
  -- The step of another run that waits for it.
  parent uuid,
  parent_key text,
  attempt integer not null default 1,
  created_at timestamp(3) with time zone not null default now(),
  started_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  -- One of many at once: a feeder adds its job when there are few enough others.
  held boolean not null default false,
  -- Its workflow limits how many run at a time, or orders them: it goes on only while it has a slot.
  limited boolean not null default false,
  slot boolean not null default false,
  admitted_at timestamp(3) with time zone,
  -- Grows with each change of the run, its steps or waits: whoever works on it finds out that somebody else did.
  rev bigint not null default 0,
  -- The job that works on it outside of a transaction.
  job bigint,
  -- Bytes of what its steps have recorded.
  bytes bigint not null default 0
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.1);
create index run_workflow on kiln.run (workflow, id);
create index run_record on kiln.run (record, id) where record is not null;
create index run_state on kiln.run (state, workflow, id) where state <> 'done';
create index run_state_id on kiln.run (state, id) where state <> 'done';
create index run_held on kiln.run (seq) where held;
create index run_limited on kiln.run (workflow, seq) where limited and state in ('queued', 'running', 'waiting');
create index run_lane on kiln.run (workflow, record, seq) where limited and record is not null and state in ('queued', 'running', 'waiting');
create index run_admitted on kiln.run (workflow, admitted_at) where admitted_at is not null;
create index run_parent on kiln.run (parent) where parent is not null;

-- The outcome of each step, by its key in the run; of branches and loops what was decided.
create table kiln.run_step (
  run uuid not null,
  key text not null,
  -- The order in which they came.
  ord integer not null,
  state text not null check (state in ('done', 'failed', 'skipped', 'waiting', 'running', 'cancelled')),
  attempts integer not null default 0,
  input json,
  output json,
  error json,
  -- Which of the two are in kiln.run_payload.
  apart text[],
  -- It was undone after the run had failed.
  compensated boolean not null default false,
  started_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  primary key (run, key)
) with (autovacuum_vacuum_insert_scale_factor = 0.1);

-- Inputs and outputs that are large.
create table kiln.run_payload (
  run uuid not null,
  key text not null,
  part text not null check (part in ('input', 'output')),
  value json not null,
  primary key (run, key, part)
);

-- What runs wait for: a time, an event, or that somebody gives the step its outcome. `woken`: it is over.
create table kiln.run_wait (
  run uuid not null,
  key text not null,
  -- 'step': the step is asked again; 'retry': it is tried again.
  kind text not null check (kind in ('step', 'retry')),
  wake_at timestamp(3) with time zone,
  event text,
  state json,
  since timestamp(3) with time zone not null default now(),
  woken text check (woken in ('time', 'event')),
  payload json,
  primary key (run, key)
);
create index run_wait_due on kiln.run_wait (wake_at) where wake_at is not null and woken is null;
create index run_wait_event on kiln.run_wait (event) where event is not null and woken is null;

-- Jobs of runs: `workflow.run` for those that may go on, one `workflow.admit` for each workflow that limits its runs, and one
-- `workflow.feed` where runs are held back. The first are inserted as add_jobs does it, which takes six times as long for what
-- they do not need: keys, queues.
create function kiln.queue_runs(runs uuid[], workflows text[], feed boolean) returns void language plpgsql as $$
declare task integer;
begin
  if cardinality(runs) > 0 then
    select id into task from kiln_queue._private_tasks where identifier = 'workflow.run';
    if task is null then
      insert into kiln_queue._private_tasks (identifier) values ('workflow.run') on conflict do nothing;
      select id into task from kiln_queue._private_tasks where identifier = 'workflow.run';
    end if;
    insert into kiln_queue._private_jobs (task_id, payload, max_attempts)
    select task, json_build_object('run', run), 25 from unnest(runs) as run;
    perform pg_notify('jobs:insert', json_build_object('r', random()::text, 'count', cardinality(runs))::text);
  end if;
  if cardinality(workflows) > 0 or feed then
    perform kiln_queue.add_jobs(array_agg(
      (task_name, payload, null::text, null::timestamp with time zone, 25::smallint, key, 0::smallint, null::text[])::kiln_queue.job_spec))
    from (
      select 'workflow.admit' as task_name, json_build_object('workflow', workflow) as payload, 'workflow.admit ' || workflow as key
      from unnest(workflows) as workflow
      union all
      select 'workflow.feed', '{}'::json, 'workflow.feed' where feed
    ) as jobs
    having count(*) > 0;
  end if;
end
$$;

create function kiln.run_added() returns trigger language plpgsql as $$
begin
  perform kiln.queue_runs(
    array_agg(id order by seq) filter (where not held and not limited),
    array_agg(distinct workflow) filter (where limited),
    coalesce(bool_or(held and not limited), false)
  )
  from added where state = 'queued';
  return null;
end
$$;
create trigger run_added after insert on kiln.run
referencing new table as added for each statement execute function kiln.run_added();

-- Lets runs go on: those that limit themselves as soon as they have a slot.
create function kiln.continue_runs(ids uuid[]) returns void language sql as $$
  with going as (
    update kiln.run set rev = rev + 1, state = case when state = 'waiting' and limited then 'queued' else state end
    where id = any(ids) and state in ('queued', 'running', 'waiting')
    returning id, workflow, limited, slot
  )
  select kiln.queue_runs(
    array_agg(id) filter (where not limited or slot),
    array_agg(distinct workflow) filter (where limited and not slot),
    false
  ) from going
$$;

-- Ends the waits for these events, and lets their runs go on. How many that were. Runs are locked before their waits, as
-- by whoever works on them.
create function kiln.wake_runs(events text[], told json) returns integer language plpgsql as $$
declare found uuid[];
begin
  select array_agg(distinct run) into found from kiln.run_wait where event = any(events) and woken is null;
  if found is null then return 0; end if;
  perform from kiln.run where id = any(found) order by id for update;
  update kiln.run_wait set woken = 'event', payload = told where run = any(found) and event = any(events) and woken is null;
  perform kiln.continue_runs(found);
  return cardinality(found);
end
$$;

-- Ends waits whose time has come, `most` of them at a time; those of runs that somebody works on are left for the next look. How
-- many that were, and in how many milliseconds the next is due.
create function kiln.wake_due(most integer, out woke integer, out next_ms double precision) language plpgsql as $$
declare found uuid[];
begin
  with due as (
    select run, key from kiln.run_wait where wake_at <= now() and woken is null order by wake_at limit most
  ), locked as materialized (
    select id from kiln.run where id in (select run from due) for update skip locked
  ), ended as (
    update kiln.run_wait as w set woken = 'time' from due join locked on locked.id = due.run
    where w.run = due.run and w.key = due.key and w.woken is null returning w.run
  )
  select count(*), array_agg(distinct run) into woke, found from ended;
  if found is not null then perform kiln.continue_runs(found); end if;
  select extract(epoch from min(wake_at) - now()) * 1000 into next_ms from kiln.run_wait
  where wake_at is not null and woken is null;
end
$$;

-- For statements that write records: whoever waits for one of these events is woken by a job, since locks on runs, which
-- write records themselves, would be waited for in a circle.
create function kiln.tell_waits(events text[]) returns void language plpgsql as $$
begin
  if exists (select from kiln.run_wait where event = any(events) and woken is null) then
    perform kiln_queue.add_job('workflow.wake', json_build_object('events', events), max_attempts => 25);
  end if;
end
$$;
