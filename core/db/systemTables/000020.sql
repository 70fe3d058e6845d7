-- Runs are listed by workflow, entity and state, in any combination: each combination of values is a place in one of these, the
-- latest run last, and lists merge the few that fit (see listRuns).
drop index kiln.run_workflow;
drop index kiln.run_state;
create index run_workflow on kiln.run (workflow, state, id);
create index run_entity on kiln.run (entity, workflow, state, id) where entity is not null;

-- Those that are no longer kept are found by when they ended.
create index run_ended on kiln.run (workflow, ended_at, id) where ended_at is not null;

-- Those that are held are fed by workflow, so that none waits for all runs of another.
drop index kiln.run_held;
create index run_held on kiln.run (workflow, seq) where held;

-- Whether more than 50 runs of a workflow, set off in the last ten seconds, have not begun. A place in run_workflow, and so written
-- that no other index serves: one of times would read all runs of ten seconds.
create function kiln.is_crowded(of_workflow text) returns boolean language plpgsql stable
set enable_seqscan = off set enable_bitmapscan = off as $$
declare since uuid = rpad(lpad(to_hex(floor(extract(epoch from now()) * 1000)::bigint - 10000), 12, '0'), 32, '0')::uuid;
begin
  return (
    select count(*) > 50 from (
      select from kiln.run
      where (workflow, state, id) > (of_workflow, 'queued', since)
        and (workflow, state, id) < (of_workflow, 'queued', 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
      limit 51
    ) as latest
  );
end
$$;

-- Many that come one by one, or few at a time, stand behind the runs of others, as those do that come at once (feedRuns). Workers
-- that have enough to do are not told of them.
create or replace function kiln.run_added() returns trigger language plpgsql as $$
declare crowded text[];
begin
  select array_agg(workflow) into crowded
  from (select distinct workflow from added where state = 'queued' and not held and not limited) as w where kiln.is_crowded(workflow);
  perform kiln.queue_runs(
    array_agg(id order by seq) filter (where not held and not limited and (crowded is null or workflow <> all(crowded))),
    array_agg(distinct workflow) filter (where limited),
    coalesce(bool_or(held and not limited), false)
  )
  from added where state = 'queued';
  if crowded is not null then
    if not exists (select from kiln_queue._private_tasks where identifier = 'workflow.run') then
      insert into kiln_queue._private_tasks (identifier) values ('workflow.run') on conflict do nothing;
    end if;
    insert into kiln_queue._private_jobs (task_id, payload, max_attempts, priority)
    select task.id, json_build_object('run', added.id), 25, 10
    from added, kiln_queue._private_tasks as task
    where state = 'queued' and not held and not limited and workflow = any(crowded) and task.identifier = 'workflow.run'
    order by seq;
  end if;
  return null;
end
$$;
