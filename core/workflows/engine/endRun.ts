import type { Ctx } from '../../context/types.ts';
import type { Json } from '../../lib/json.ts';
import { byId } from '../../model/byId.ts';
import { admitRuns } from './admitRuns.ts';
import { documentSteps } from './documentSteps.ts';
import type { EngineParts } from './EngineParts.ts';
import type { LoadedRun } from './loadRun.ts';
import type { RunState } from './RunInfo.ts';
import { resumeStep } from './resumeStep.ts';
import { runInfoOf } from './runInfoOf.ts';
import type { StepFault } from './StepRunner.ts';
import { stepIdOf } from './stepKey.ts';

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
  // As it is written: that the workflow's version cannot be compiled may be what ends the run.
  const { steps } = await parts.versions.documentOf(run);
  const does = new Map(documentSteps(steps).map((step) => [step.id, step.do]));
  const workflow = byId(tx.model.workflows, run.workflow) ?? { name: run.workflow, title: run.workflow };
  const info = runInfoOf(run, workflow);
  for (const { key, state } of waits) {
    const name = does.get(stepIdOf(key));
    const cancel = typeof name === 'string' ? parts.runners.get(name)?.cancel : undefined;
    const input = run.steps.get(key)?.input ?? {};
    if (cancel) await tx.attempt((inner) => cancel({ ctx: inner.sudo(), run: info, key, input, state }));
  }
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
