import type { Queryable } from '../../db/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { faultOf } from './faultOf.ts';
import { apartBytes } from './limits.ts';
import type { Outcome } from './StepRunner.ts';
import { storable } from './storable.ts';

/**
 * Gives a step that waits its outcome, and lets its run go on, in the transaction of `run`. False: it does not wait any
 * more. An output that is larger than a step may record is an error of the step.
 */
export async function resumeStep(run: Queryable, runId: string, key: string, outcome: Outcome): Promise<boolean> {
  const { output, error, bytes } = measured(outcome);
  const isApart = bytes > apartBytes;
  const [row] = await run.query({
    name: 'run_resume',
    text: resumeSql,
    values: [runId, key, error === null ? 'done' : 'failed', output, error, isApart],
  });
  return row?.[0] === 't';
}

function measured(outcome: Outcome) {
  if ('error' in outcome) return { output: null, error: JSON.stringify(outcome.error), bytes: 0 };
  try {
    const { value, bytes } = storable(outcome.output, 'output');
    return { output: JSON.stringify(value), error: null, bytes };
  } catch (error) {
    if (!(error instanceof KilnError)) throw error;
    return { output: null, error: JSON.stringify(faultOf(error)), bytes: 0 };
  }
}

const resumeSql = `
with open as materialized (
  select id from kiln.run where id = $1 and state in ('queued', 'running', 'waiting') for update
), step as (
  update kiln.run_step as s set state = $3, output = case when not $6::boolean then $4::json end, error = $5::json,
    apart = case when $6 then array_append(apart, 'output') else apart end, ended_at = now()
  from open where s.run = open.id and key = $2 and s.state = 'waiting' returning s.run
), payload as (
  insert into kiln.run_payload (run, key, part, value) select run, $2, 'output', $4::json from step where $6
  on conflict (run, key, part) do update set value = excluded.value
), over as (
  delete from kiln.run_wait as w using step where w.run = step.run and key = $2
), going as (
  select kiln.continue_runs(array[run]) from step
)
select exists (select from step) and (select count(*) from going) = 1`;
