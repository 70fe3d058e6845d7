-- What workflows ask people to decide. Entities and fields are named by their x-ids.
create table kiln.approval (
  id uuid primary key default kiln.new_id(),
  version integer not null default 1,
  -- The version in which what is asked changed last: whoever decides has to have seen it.
  asked_version integer not null default 1,
  run uuid not null,
  step text not null,
  workflow text not null,
  title text not null,
  text text not null default '',
  state text not null default 'open' check (state in ('open', 'returned', 'approved', 'rejected', 'expired', 'withdrawn', 'cancelled')),
  mode text not null check (mode in ('any', 'all', 'sequence', 'quorum')),
  quorum integer,
  entity text,
  record uuid,
  -- Fields that stay as they are while it is open.
  locks text[] not null default '{}',
  -- What became of the record, as in an entry of the audit; and the last entry of it when it was asked.
  changes json not null default '{}',
  audited bigint,
  requester uuid,
  requester_name text,
  -- False: whoever asks has no say in it, in nobody's place.
  requester_decides boolean not null default true,
  created_at timestamp(3) with time zone not null default now(),
  deadline timestamp(3) with time zone,
  -- What is done then, and after how long again.
  overdue json,
  reminded_at timestamp(3) with time zone,
  decided_at timestamp(3) with time zone
);
create unique index approval_step on kiln.approval (run, step) where state in ('open', 'returned');
create index approval_record on kiln.approval (record, id) where record is not null;
create index approval_requester on kiln.approval (requester, id) where requester is not null;
create index approval_open on kiln.approval (id) where state in ('open', 'returned');

-- Who is to decide. `stage`: one after the other; a seat with a parent was added before or after that.
create table kiln.approval_seat (
  id uuid primary key default kiln.new_id(),
  approval uuid not null references kiln.approval on delete cascade,
  place integer not null,
  stage integer not null,
  parent uuid,
  side text check (side in ('before', 'after')),
  user_id uuid not null,
  state text not null check (state in ('next', 'waiting', 'approved', 'rejected', 'skipped', 'handedOver')),
  at timestamp(3) with time zone,
  comment text,
  -- Who did it instead.
  deputy uuid,
  added_by uuid
);
create index approval_seat_approval on kiln.approval_seat (approval, place);
create index approval_seat_waiting on kiln.approval_seat (user_id, approval) where state = 'waiting';
create index approval_seat_user on kiln.approval_seat (user_id, approval);
create index approval_seat_deputy on kiln.approval_seat (deputy, approval) where deputy is not null;

-- All that was done, in order.
create table kiln.approval_event (
  id bigint generated always as identity primary key,
  approval uuid not null references kiln.approval on delete cascade,
  at timestamp(3) with time zone not null default now(),
  actor uuid,
  actor_name text not null,
  -- For whom, where it was a deputy.
  instead_of uuid,
  action text not null,
  comment text,
  users uuid[] not null default '{}'
);
create index approval_event_approval on kiln.approval_event (approval, id);

-- Who decides while somebody is away.
create table kiln.absence (
  user_id uuid primary key,
  from_at timestamp(3) with time zone not null,
  until_at timestamp(3) with time zone not null,
  deputy uuid not null,
  check (from_at < until_at and user_id <> deputy)
);
create index absence_deputy on kiln.absence (deputy);

-- The users for whom somebody decides now: themselves and those whose deputy they are, also of deputies that are away.
create function kiln.stands_in_for(somebody uuid) returns setof uuid language sql stable as $$
  with recursive those as (
    select somebody as id
    union
    select a.user_id from kiln.absence a join those t on a.deputy = t.id where now() >= a.from_at and now() < a.until_at
  )
  select id from those
$$;

-- Records that somebody has an eye on: an approval, which holds fields as they are while it is open, or a run that waits for
-- something to hold.
create table kiln.record_watch (
  entity text not null,
  record uuid not null,
  approval uuid references kiln.approval on delete cascade,
  fields text[] not null default '{}',
  run uuid,
  step text,
  check ((approval is null) = (run is not null and step is not null))
);
create index record_watch_record on kiln.record_watch (record);
create unique index record_watch_approval on kiln.record_watch (approval) where approval is not null;
create unique index record_watch_step on kiln.record_watch (run, step) where run is not null;

-- Writes ask this of rows that they have locked. Volatile, so that it sees what was committed since the statement began.
create function kiln.is_unwatched(of_entity text, of_record uuid) returns boolean language plpgsql volatile as $$
begin
  return not exists (select from kiln.record_watch w where w.record = of_record and w.entity = of_entity);
end
$$;

-- Fails where one of the fields, or of any where none are named, is held; else tells the runs that wait. True.
create function kiln.tell_watchers(of_entity text, of_record uuid, changed text[]) returns boolean language plpgsql volatile as $$
declare held record;
begin
  if changed = '{}' then
    return true;
  end if;
  select w.approval, w.fields into held from kiln.record_watch w
  where w.record = of_record and w.entity = of_entity and w.approval is not null and (changed is null or w.fields && changed)
  limit 1;
  if found then
    raise exception 'Locked.' using errcode = 'KN423', detail = json_build_object(
      'approval', held.approval, 'entity', of_entity, 'record', of_record,
      'fields', array(select f from unnest(held.fields) as f where f = any(changed)))::text;
  end if;
  if exists (select from kiln.record_watch w where w.record = of_record and w.entity = of_entity and w.run is not null) then
    perform kiln.tell_waits(array['record ' || of_entity || ' ' || of_record]);
  end if;
  return true;
end
$$;

-- Whoever is concerned hears of it, at every process. A message holds less than 8,000 bytes.
create function kiln.tell_approvals() returns trigger language plpgsql as $$
begin
  perform pg_notify('kiln_approval', ids)
  from (
    select string_agg(id::text, ',') as ids
    from (select id, (row_number() over () - 1) / 150 as part from told) as numbered
    group by part
  ) as messages;
  return null;
end
$$;
create trigger tell_new_approvals after insert on kiln.approval
referencing new table as told for each statement execute function kiln.tell_approvals();
create trigger tell_changed_approvals after update on kiln.approval
referencing new table as told for each statement execute function kiln.tell_approvals();

-- As before, and whoever is switched off or removed decides nothing any more.
create or replace function kiln.user_changed() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'UPDATE' then
    update auth."user" set "name" = new.name, "email" = lower(coalesce(new.email, "email")), "updatedAt" = now()
    where "id" = new.id::text and ("name", "email") is distinct from (new.name, lower(coalesce(new.email, "email")));
  end if;
  if tg_op = 'DELETE' or new.active is not true or new.deleted_at is not null then
    delete from auth."session" where "userId" = old.id::text;
    update kiln.token set revoked_at = now() where user_id = old.id and revoked_at is null;
    if exists (select from kiln.approval_seat where user_id = old.id and state in ('waiting', 'next')) then
      perform kiln_queue.add_job('approval.left', json_build_object('user', old.id), job_key => 'approval.left ' || old.id);
    end if;
  end if;
  perform kiln.tell_identity(old.id::text);
  return null;
end
$$;
