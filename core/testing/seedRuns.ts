import type { Queryable } from '../db/types.ts';

/** Days over which the runs are spread, the last ones of them today. */
const days = 90;

/**
 * Adds runs that have ended, or wait for an event: of workflows `seeded1`, which has half of them, `seeded2`, which has
 * half of the others, …; about contacts, accounts or nothing. One in fifty failed. Ids are uuid v7 of their times.
 */
export async function seedRuns(run: Queryable, count: number): Promise<void> {
  await run.query({ text: runsSql, values: [count] });
  await run.query({ text: waitsSql, values: [] });
}

const ms = 'floor(extract(epoch from at) * 1000)::bigint';

/** They are added as they are: nothing in state 'queued', which would get a job. */
const runsSql = `
insert into kiln.run (id, workflow, version, state, entity, record, trigger, starter_kind, starter_name, request_id,
  error, created_at, started_at, ended_at)
select (lpad(to_hex(${ms}), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
  'seeded' || 1 + floor(-log(2, (1 + spread % 100000) / 100001.0))::integer, 'seeded', state, entity,
  case when entity is not null then (lpad(to_hex(spread % 200000), 12, '0') || '70008000000000000000')::uuid end,
  json_build_object('on', 'record.created', 'entity', entity, 'record', json_build_object('id', n, 'name', 'Anna ' || n,
    'email', 'person' || n || '@example.com', 'city', 'Lyon', 'jobTitle', 'Buyer', 'score', n % 100)),
  'user', 'Anna', 'seeded',
  case when state = 'failed' then '{"code": "KILN_STEP_FAILED", "message": "It failed.", "step": "call"}'::json end,
  at, at, case when state <> 'waiting' then at + interval '1 second' end
from (
  select n, spread, now() - interval '${days} days' * (1 - n / $1::double precision) as at,
    case when spread % 50 = 7 then 'failed' when spread % 400 = 9 then 'cancelled' when spread % 200 = 11 then 'waiting'
      else 'done' end as state,
    case when spread % 11 < 7 then 'contact' when spread % 11 < 9 then 'account' end as entity
  from generate_series(1, $1::integer) as n, lateral (select hashint8(n) & 2147483647 as spread) as spreads
) as runs`;

const waitsSql = `
insert into kiln.run_wait (run, key, kind, event)
select id, 'pause', 'step', 'seeded' from kiln.run where workflow ~ '^seeded' and state = 'waiting'
on conflict do nothing`;
