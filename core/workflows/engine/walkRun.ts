import type { Json } from '../../lib/json.ts';
import { cancelWaits } from './cancelWaits.ts';
import type { RunState } from './RunInfo.ts';
import type { StepFault } from './StepRunner.ts';
import { StepFailed, Stopped } from './signals.ts';
import type { End, Frame, Walk } from './Walk.ts';
import { walkSteps } from './walkSteps.ts';

/** What has become of a run when it goes no further. */
export interface RunEnd {
  readonly state: Extract<RunState, 'waiting' | 'done' | 'failed'>;
  readonly output: Json;
  readonly error: (StepFault & { readonly step?: string }) | null;
}

/**
 * Goes through a run, from what is recorded on. Where it fails, what was done before is undone as far as steps say
 * how.
 */
export async function walkRun(walk: Walk, frame: Frame): Promise<RunEnd> {
  try {
    const end = await walkSteps(walk, walk.workflow.steps, frame);
    return { state: end, output: null, error: null };
  } catch (error) {
    if (error instanceof Stopped) return stopped(walk, frame, error);
    if (!(error instanceof StepFailed)) throw error;
    return failed(walk, frame, { ...error.fault, step: error.key });
  }
}

async function stopped(walk: Walk, frame: Frame, { key, state, fault, output }: Stopped): Promise<RunEnd> {
  if (state === 'failed') return failed(walk, frame, { code: 'KILN_RUN_STOPPED', message: '', ...fault, step: key });
  await cancelWaits(walk, walk.workflow.steps, frame);
  endControls(walk, 'done');
  return { state: 'done', output, error: null };
}

async function failed(walk: Walk, frame: Frame, error: StepFault & { readonly step: string }): Promise<RunEnd> {
  const undone = await compensate(walk, error);
  if (undone === 'waiting') return { state: 'waiting', output: null, error: null };
  await cancelWaits(walk, walk.workflow.steps, frame);
  endControls(walk, 'failed');
  return { state: 'failed', output: null, error };
}

/** Each step that was done says itself how it is undone; one that cannot be keeps the others from nothing. */
async function compensate(walk: Walk, { code, message, step }: StepFault & { readonly step: string }): Promise<End> {
  const ord = (key: string) => walk.ledger.get(key)?.ord ?? 0;
  const todo = [...walk.done].sort((a, b) => ord(b.key) - ord(a.key));
  for (const done of todo) {
    if (walk.ledger.get(done.key)?.compensated) continue;
    const variables = { ...done.frame.variables, error: { code, message, step } };
    try {
      const inner: Frame = { ...done.frame, variables, scope: { around: undefined, failed: false } };
      if ((await walkSteps(walk, done.step.compensate, inner)) === 'waiting') return 'waiting';
    } catch (error) {
      if (!(error instanceof StepFailed) && !(error instanceof Stopped)) throw error;
    }
    const record = walk.ledger.get(done.key);
    if (record) walk.ledger.put({ ...record, compensated: true });
    walk.parts.reached('compensate: noted');
  }
  return 'done';
}

/** Branches and loops that the run will not leave any more. */
function endControls(walk: Walk, state: 'done' | 'failed'): void {
  const now = new Date().toISOString();
  for (const record of [...walk.ledger.all()]) {
    if (record.state === 'running') walk.ledger.put({ ...record, state, endedAt: now });
  }
}
