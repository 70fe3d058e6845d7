-- What plugins keep, by the plugin's id: it belongs to this installation, not to the definitions.
create table kiln.plugin_kv (
  plugin text not null,
  key text not null,
  value json not null,
  version integer not null default 1,
  expires_at timestamp(3) with time zone,
  primary key (plugin, key)
);
create index plugin_kv_expires_at on kiln.plugin_kv (expires_at) where expires_at is not null;

create table kiln.plugin_secret (
  plugin text not null,
  name text not null,
  sealed text not null,
  set_at timestamp(3) with time zone not null default now(),
  primary key (plugin, name)
);

create table kiln.plugin_config (
  plugin text primary key,
  config json not null,
  set_at timestamp(3) with time zone not null default now()
);

-- Every process keeps what it read of them.
create function kiln.tell_plugin_config() returns trigger language plpgsql as $$
begin
  perform pg_notify('kiln_plugin_config', '');
  return null;
end
$$;
create trigger tell_plugin_config after insert or update or delete on kiln.plugin_config
for each statement execute function kiln.tell_plugin_config();

create table kiln.plugin_log (
  id bigint generated always as identity primary key,
  plugin text not null,
  at timestamp(3) with time zone not null default now(),
  level text not null check (level in ('debug', 'info', 'warn', 'error')),
  -- What was running: `hook order.creating`, `job nightly`; empty: the plugin itself.
  entry text not null default '',
  message text not null,
  data json,
  request_id text
);
create index plugin_log_plugin on kiln.plugin_log (plugin, id);

-- What a plugin did in each minute, over all processes.
create table kiln.plugin_minute (
  plugin text not null,
  minute timestamp(0) with time zone not null,
  calls integer not null default 0,
  errors integer not null default 0,
  cpu_ms double precision not null default 0,
  -- How many calls took so long: the n-th counts those below 2^(n/2) / 8 ms.
  durations integer[] not null default '{}',
  memory_mb double precision not null default 0,
  primary key (plugin, minute)
);

-- Calls that plugins asked for at some time.
create table kiln.plugin_schedule (
  id uuid primary key,
  plugin text not null,
  job text not null,
  input json,
  key text,
  run_at timestamp(3) with time zone not null,
  causes text[] not null default '{}'
);
create unique index plugin_schedule_key on kiln.plugin_schedule (plugin, key);

-- When each recurring job is due next: whoever moves it on runs it.
create table kiln.queue_cron (
  name text primary key,
  cron text not null,
  next_at timestamp(3) with time zone not null
);

-- Writes of records that somebody is told of after the commit, in order for each record.
create table kiln.record_event (
  id bigint generated always as identity primary key,
  -- Whom it is told, such as a plugin, and by what of it.
  subscriber text not null,
  handler text not null,
  entity text not null,
  record uuid not null,
  version integer not null,
  action text not null,
  at timestamp(3) with time zone not null default now(),
  actor_kind text not null,
  actor uuid,
  actor_name text not null,
  request_id text not null,
  -- What led to it, the outermost first.
  causes text[] not null default '{}',
  attempts integer not null default 0,
  next_at timestamp(3) with time zone,
  -- Given up.
  dead_at timestamp(3) with time zone,
  error json
);
create index record_event_open on kiln.record_event (subscriber, handler, record, id) where dead_at is null;
create index record_event_dead_at on kiln.record_event (dead_at) where dead_at is not null;

-- One job for each subscriber and record, however many events wait. It takes them one after the other; jobs of one queue do not run at
-- the same time.
create function kiln.queue_events() returns trigger language plpgsql as $$
begin
  perform kiln_queue.add_jobs(
    array_agg((
      'record.event',
      json_build_object('subscriber', subscriber, 'handler', handler, 'record', record),
      'events ' || (hashtext(record::text) & 31),
      null::timestamp with time zone,
      3::smallint,
      'event ' || subscriber || ' ' || handler || ' ' || record,
      0::smallint,
      null::text[]
    )::kiln_queue.job_spec order by subscriber, handler, record)
  )
  from (select distinct subscriber, handler, record from added) as each;
  return null;
end
$$;
create trigger queue_events after insert on kiln.record_event
referencing new table as added for each statement execute function kiln.queue_events();
