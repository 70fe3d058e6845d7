import type { Ctx } from '../../context/types.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { byId } from '../../model/byId.ts';
import { admitRuns } from './admitRuns.ts';
import { stepIdOf } from './cancelWaits.ts';
import type { EngineParts } from './EngineParts.ts';
import type { LoadedRun } from './loadRun.ts';
import type { RunInfo, RunState } from './RunInfo.ts';
import { resumeStep } from './resumeStep.ts';
import type { StepFault } from './StepRunner.ts';

export interface RunEnding {
  readonly state: Extract<RunState, 'failed' | 'cancelled'>;
  readonly error: StepFault;
}

/**
 * Ends an open run that was loaded in this transaction, from outside of its steps: what they wait for is taken back,
 * and whoever waits for the run goes on.
 */
export async function endRun(parts: EngineParts, tx: Ctx, run: LoadedRun, { state, error }: RunEnding): Promise<void> {
  await takeBack(parts, tx, run);
  await tx.run.query({
    name: 'run_end',
    text: endSql,
    values: [run.id, state, JSON.stringify(error)],
  });
  await leaveRun(parts, tx, run, { state, output: null, error });
}

const endSql = `
with steps as (
  update kiln.run_step set state = 'cancelled', ended_at = now() where run = $1 and state in ('waiting', 'running')
), waits as (
  delete from kiln.run_wait where run = $1
)
update kiln.run set state = $2, error = $3::json, ended_at = now(), job = null, slot = false, rev = rev + 1
  where id = $1`;

async function takeBack(parts: EngineParts, tx: Ctx, run: LoadedRun): Promise<void> {
  const waits = [...run.waits.values()].filter(({ kind }) => kind === 'step');
  if (waits.length === 0) return;
  const document = await parts.versions.documentOf(run);
  const info = infoOf(tx, run);
  for (const { key, state } of waits) {
    const name = stepNames(document.steps ?? null).get(stepIdOf(key));
    const cancel = parts.runners.get(name ?? '')?.cancel;
    const input = run.steps.get(key)?.input ?? {};
    if (cancel) await tx.attempt((inner) => cancel({ ctx: inner.sudo(), run: info, key, input, state }));
  }
}

/** What is known without the workflow's version, which may be what is wrong. */
function infoOf({ model }: Ctx, run: LoadedRun): RunInfo {
  const { id, version, record, starter, attempt, causes, trigger } = run;
  const workflow = byId(model.workflows, run.workflow);
  return {
    ...{
      id,
      workflow: workflow?.name ?? run.workflow,
      workflowId: run.workflow,
      title: workflow?.title ?? run.workflow,
    },
    ...{ version, trigger, starter, startedAt: run.startedAt ?? run.createdAt, attempt, causes },
    ...(record ? { record } : {}),
  };
}

/** What each step of a document does, by its id. */
function stepNames(value: Json, found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) for (const each of value) stepNames(each, found);
  else if (isObject(value)) {
    const { id, do: name } = value;
    if (typeof id === 'string' && typeof name === 'string') found.set(id, name);
    for (const member of insideOf(value)) stepNames(member, found);
  }
  return found;
}

/** What of a step's document holds further steps. */
export function insideOf(step: JsonObject): Json[] {
  const { then, else: other, cases, default: rest, steps, parallel, try: tried, catch: caught, compensate } = step;
  return [then, other, cases, rest, steps, parallel, tried, caught, compensate].flatMap((each) => each ?? []);
}

/** What follows from a run that has ended, or waits, in the same transaction: others may go on. */
export async function leaveRun(
  parts: EngineParts,
  tx: Ctx,
  run: Pick<LoadedRun, 'id' | 'workflow' | 'limited' | 'parent'>,
  { state, output, error }: { readonly state: RunState; readonly output: Json; readonly error: StepFault | null },
): Promise<void> {
  if (run.parent && state !== 'waiting') {
    const failed = { code: error?.code ?? 'KILN_STEP_FAILED', message: error?.message ?? '', data: { run: run.id } };
    const outcome = state === 'done' ? { output: output ?? {} } : { error: failed };
    await resumeStep(tx.run, run.parent.run, run.parent.key, outcome);
  }
  if (!run.limited) return;
  const workflow = byId(tx.model.workflows, run.workflow);
  const next = await admitRuns(tx.run, run.workflow, workflow);
  if (next !== undefined) parts.admitSoon(run.workflow, next);
}
