-- Jobs of runs say of which workflow they are: a process lets none of them take all of its places.
create or replace function kiln.queue_runs(runs uuid[], workflows text[], feed boolean) returns void language plpgsql as $$
declare task integer;
begin
  if cardinality(runs) > 0 then
    select id into task from kiln_queue._private_tasks where identifier = 'workflow.run';
    if task is null then
      insert into kiln_queue._private_tasks (identifier) values ('workflow.run') on conflict do nothing;
      select id into task from kiln_queue._private_tasks where identifier = 'workflow.run';
    end if;
    insert into kiln_queue._private_jobs (task_id, payload, max_attempts)
    select task, json_build_object('run', each.run, 'of', (select workflow from kiln.run as r where r.id = each.run)), 25
    from unnest(runs) as each(run);
    raise info 'kiln: jobs added';
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
    select task.id, json_build_object('run', added.id, 'of', added.workflow), 25, 10
    from added, kiln_queue._private_tasks as task
    where state = 'queued' and not held and not limited and workflow = any(crowded) and task.identifier = 'workflow.run'
    order by seq;
  end if;
  return null;
end
$$;
