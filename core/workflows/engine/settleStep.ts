import type { Json } from '../../lib/json.ts';
import type { DoStep } from '../../model/workflowTypes.ts';
import { apartBytes, mostRunBytes } from './limits.ts';
import { retryPause } from './retryPause.ts';
import type { StepRecord } from './StepRecord.ts';
import type { StepFault, StepResult } from './StepRunner.ts';
import { StepFailed, Stopped } from './signals.ts';
import { storable } from './storable.ts';
import type { End, Frame, Walk } from './Walk.ts';

/** A step of a way, and what is recorded of it so far. */
export interface StepWork {
  readonly walk: Walk;
  readonly step: DoStep;
  readonly frame: Frame;
  readonly key: string;
  readonly known: StepRecord | undefined;
}

type Settled = StepResult | { readonly skipped: true };

/**
 * Puts the outcome of a try into the ledger and makes it known to what comes after it. `record`: called in between.
 * Throws StepFailed and Stopped.
 */
export async function settleStep(work: StepWork, result: Settled, record?: () => Promise<void>): Promise<End> {
  const { walk, step, frame, key } = work;
  putOutcome(work, result);
  await record?.();
  const settled = walk.ledger.get(key);
  if (walk.ledger.size.bytes > mostRunBytes) {
    throw new StepFailed(key, {
      code: 'KILN_RUN_TOO_LARGE',
      message: `All steps of a run together may record ${mostRunBytes} bytes.`,
    });
  }
  return settled ? tellOutcome(walk, step, frame, settled) : 'done';
}

/** What is recorded of a step when a try begins. */
export function begunRecord({ walk, key, known }: StepWork, input: StepRecord['input'], attempts: number): StepRecord {
  return {
    ...{ key, ord: known?.ord ?? walk.ledger.nextOrd(), state: 'running', attempts, input, output: null },
    ...{ error: null, compensated: false, startedAt: known?.startedAt ?? new Date().toISOString(), endedAt: null },
  };
}

function putOutcome(work: StepWork, result: Settled): void {
  const { walk, step, key } = work;
  const before = work.known ?? begunRecord(work, {}, 0);
  const waits = (rest: Pick<StepRecord, 'state'> & Partial<StepRecord>) => walk.ledger.put({ ...before, ...rest });
  const ends = (rest: Pick<StepRecord, 'state'> & Partial<StepRecord>, bytes?: number) => {
    walk.ledger.stopWaiting(key);
    walk.ledger.put({ ...before, ...rest, endedAt: new Date().toISOString() }, bytes);
  };
  if ('wait' in result) {
    const { until = null, event = null, state = null } = result.wait;
    waits({ state: 'waiting' });
    const since = walk.ledger.waitOf(key)?.since ?? null;
    walk.ledger.wait({ key, kind: 'step', until, event, state: storable(state, 'output').value, since, afterMs: null });
    walk.parts.reached('wait: noted');
  } else if ('failed' in result && result.retry !== false && isTriedAgain(walk, step, before)) {
    const afterMs = Math.max(retryPause(step.retry, before.attempts), result.retry?.afterMs ?? 0);
    waits({ state: 'waiting', error: storedFault(result.failed) });
    walk.ledger.wait({ key, kind: 'retry', until: null, event: null, state: null, since: null, afterMs });
    walk.parts.reached('retry: noted');
  } else if ('failed' in result) {
    ends({ state: 'failed', error: storedFault(result.failed) });
  } else if ('stop' in result) {
    const fault = { code: 'KILN_RUN_STOPPED', message: result.message ?? '' };
    const output = storable(result.output ?? null, 'output').value;
    const error = result.stop === 'failed' ? storedFault(fault) : null;
    ends({ state: result.stop, output, error }, sizeOf(before.input) + sizeOf(output));
  } else if ('skipped' in result) {
    ends({ state: 'skipped', input: null });
  } else {
    if (result.vars) walk.ledger.setVars(result.vars);
    ends({ state: 'done', output: result.output, error: null }, sizeOf(before.input) + sizeOf(result.output));
  }
}

/** What is too large of it is left out. */
function storedFault({ code, message, data = null }: StepFault): StepFault {
  const fault = { code, message: message.slice(0, 4_000) };
  const isSmall = data !== null && JSON.stringify(data).length <= apartBytes;
  return { ...storable(fault, 'output').value, ...(isSmall ? { data: storable(data, 'output').value } : {}) };
}

/** A test says at once what went wrong. */
function isTriedAgain({ run }: Walk, { retry }: DoStep, { attempts }: StepRecord): boolean {
  return !run.trial && attempts <= retry.times;
}

function sizeOf(value: Json): number {
  return value === null ? 0 : JSON.stringify(value).length;
}

/** Makes a recorded outcome known to what comes after it. Throws StepFailed and Stopped. */
export function tellOutcome(walk: Walk, step: DoStep, frame: Frame, record: StepRecord): End {
  const { key, state, output } = record;
  const error = record.error ?? null;
  // However often it is walked anew, while something is undone or other branches end: nothing comes after it.
  if (step.do === 'stop' && (state === 'done' || state === 'failed')) throw new Stopped(key, state, error, output);
  const known = error && { code: error.code, message: error.message };
  frame.variables.steps[step.id] = { state, output, error: known };
  if (state === 'waiting') return 'waiting';
  if (state === 'done' && step.compensate.length > 0) walk.done.push({ key, step, frame });
  if (state !== 'failed' && state !== 'cancelled') return 'done';
  if (state === 'failed' && step.onError === 'continue') return 'done';
  throw new StepFailed(key, error ?? { code: 'KILN_RUN_CANCELLED', message: 'The step was cancelled.' });
}
