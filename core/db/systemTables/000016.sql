-- What people are told: the bell. Their own, in the order of the ids (uuid v7).
create table kiln.notification (
  id uuid primary key,
  user_id uuid not null,
  at timestamp(3) with time zone not null default now(),
  -- 'notify', 'approval', …
  kind text not null,
  title text not null,
  text text not null default '',
  -- Who tells it; null: Kiln.
  sender uuid,
  sender_name text,
  -- What it is about: a record ({"entity": x-id, "id"}), an approval, a run.
  target json,
  -- A user is told something of this key once.
  key text,
  read_at timestamp(3) with time zone
);
create index notification_user on kiln.notification (user_id, id);
create index notification_unread on kiln.notification (user_id, id) where read_at is null;
create unique index notification_key on kiln.notification (user_id, key) where key is not null;
create index notification_at on kiln.notification (at);

-- Every process tells the people who are connected to it. A message holds less than 8,000 bytes: 80 pairs of ids.
create function kiln.tell_notifications() returns trigger language plpgsql as $$
begin
  perform pg_notify('kiln_notification', pairs)
  from (
    select string_agg(user_id::text || ' ' || id, ',') as pairs
    from (
      select user_id, case when tg_op = 'INSERT' then latest::text else '' end as id, (row_number() over () - 1) / 80 as part
      from (select user_id, max(id::text) as latest from told group by user_id) as users
    ) as numbered
    group by part
  ) as messages;
  return null;
end
$$;
create trigger tell_new_notifications after insert on kiln.notification
referencing new table as told for each statement execute function kiln.tell_notifications();
create trigger tell_read_notifications after update on kiln.notification
referencing new table as told for each statement execute function kiln.tell_notifications();

-- Secrets that steps of workflows name. They are sent to `hosts` only, and never given back.
create table kiln.workflow_secret (
  name text primary key,
  sealed text not null,
  hosts text[] not null default '{}',
  set_at timestamp(3) with time zone not null default now(),
  set_by uuid not null,
  set_by_name text not null
);

-- Mails that steps have handed over, each once: its outcome may be lost after that.
create table kiln.workflow_mail (
  run uuid not null,
  key text not null,
  output json not null,
  sent_at timestamp(3) with time zone not null default now(),
  primary key (run, key)
);

-- Whose turn it is among the people of a step that assigns: `turns` has the number of the last turn by user.
create table kiln.assign_pool (
  pool text primary key,
  turn bigint not null default 0,
  turns jsonb not null default '{}',
  chosen uuid
);

-- Whoever waits longest; of those who never had a turn, the first.
create function kiln.next_in_turn(turns jsonb, candidates uuid[]) returns uuid language sql immutable as $$
  select c.id from unnest(candidates) with ordinality as c(id, place)
  order by (turns ->> c.id::text)::bigint nulls first, c.place
  limit 1
$$;

-- The turns of those who are still among them, and the one who has just had theirs.
create function kiln.after_turn(turns jsonb, candidates uuid[], chosen uuid, turn bigint) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(key, value) filter (where key = any(candidates::text[])), '{}') || jsonb_build_object(chosen, turn)
  from jsonb_each(turns)
$$;
