-- A run that waits for something to hold for a record also has an eye on records that the condition reads beside it: on the
-- fields that it reads of them, and `event` is what it waits for then. Without one, it is the record itself.
alter table kiln.record_watch add column event text;
drop index kiln.record_watch_step;
create unique index record_watch_step on kiln.record_watch (run, step, record, entity) where run is not null;

-- As before, and told is whoever waits beside the record, too.
create or replace function kiln.tell_watchers(of_entity text, of_record uuid, changed text[]) returns boolean language plpgsql volatile as $$
declare
  held record;
  events text[];
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
  select array_agg(distinct coalesce(w.event, 'record ' || of_entity || ' ' || of_record)) into events
  from kiln.record_watch w
  where w.record = of_record and w.entity = of_entity and w.run is not null
    and (w.event is null or changed is null or w.fields && changed);
  if events is not null then
    perform kiln.tell_waits(events);
  end if;
  return true;
end
$$;

-- Whoever is looking at a record right now may have read it before this write: they are told, too.
drop index kiln.run_wait_event;
create index run_wait_event on kiln.run_wait (event) where event is not null;
create or replace function kiln.tell_waits(events text[]) returns void language plpgsql as $$
begin
  if exists (select from kiln.run_wait where event = any(events)) then
    perform kiln_queue.add_job('workflow.wake', json_build_object('events', events), max_attempts => 25);
  end if;
end
$$;

-- As wake_runs, once those who are looking have written what they wait for now.
create function kiln.wake_watching(events text[]) returns void language plpgsql as $$
declare found uuid[];
begin
  select array_agg(distinct run) into found from kiln.run_wait where event = any(events);
  if found is null then return; end if;
  perform from kiln.run where id = any(found) order by id for update;
  perform kiln.wake_runs(events, null);
end
$$;
