import type { ErrorCode } from '../../errors/codes.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { inputFaults } from '../../model/kinds/workflow/inputFaults.ts';
import { fillTemplate } from '../../model/templates/fillTemplate.ts';
import type { DoStep } from '../../model/workflowTypes.ts';
import { callRunner } from './callRunner.ts';
import { faultOf } from './faultOf.ts';
import { apartBytes, mostCrashes, mostRunBytes, mostSteps } from './limits.ts';
import { retryPause } from './retryPause.ts';
import type { StepRecord, WaitRecord } from './StepRecord.ts';
import type { StepFault, StepResult, StepRunner, Woken } from './StepRunner.ts';
import { Interrupted, StepBroke, StepFailed, Stopped } from './signals.ts';
import { storable } from './storable.ts';
import { type End, type Frame, keyOf, type Walk } from './Walk.ts';

/**
 * Does a step, unless it is recorded that it was done: once, if what it does is a part of the run's transaction; until
 * its outcome is recorded, if it reaches outside.
 */
export async function doStep(walk: Walk, step: DoStep, frame: Frame): Promise<End> {
  const key = keyOf(step.id, frame);
  const known = walk.ledger.get(key);
  if (known && known.state !== 'running' && known.state !== 'waiting') return tell(walk, step, frame, known);
  const wait = known && walk.ledger.waitOf(key);
  if (wait && wait.woken === null) {
    frame.variables.steps[step.id] = { state: 'waiting', output: null, error: null };
    return 'waiting';
  }
  const work: Work = { walk, step, frame, key, known };
  const resumes = wait?.kind === 'step' ? wait : undefined;
  let input: JsonObject | undefined;
  try {
    input = (resumes && known?.input) ?? filled(work);
  } catch (error) {
    // What it was given is wrong: it would be so at the next try.
    return settle(work, { failed: faultOf(error), retry: false });
  }
  return input ? attempt(work, input, resumes) : settle(work, { skipped: true });
}

/** A step, and what is recorded of it so far. */
interface Work {
  readonly walk: Walk;
  readonly step: DoStep;
  readonly frame: Frame;
  readonly key: string;
  readonly known: StepRecord | undefined;
}

/** Undefined: it is to be skipped. */
function filled({ walk, step, frame, known }: Work): JsonObject | undefined {
  const options = { now: walk.now, timeZone: walk.parts.timeZone };
  if (!known && step.when && step.when.evaluate(frame.variables, options) !== true) return undefined;
  const input = fillTemplate(step.with, frame.variables, options);
  const problems = inputFaults(step.type.input, input);
  if (problems.length > 0 || !isObject(input)) throw new KilnError('KILN_INVALID', { errors: problems });
  return storable(input, 'input').value;
}

async function attempt(work: Work, input: JsonObject, wait: WaitRecord | undefined): Promise<End> {
  const { walk, step, known } = work;
  const runner = walk.parts.runners.get(step.do);
  const attempts = wait ? (known?.attempts ?? 1) : (known?.attempts ?? 0) + 1;
  const refuse = (code: ErrorCode, message: string) => settle(work, { failed: { code, message }, retry: false });
  if (!runner) return refuse('KILN_STEP_FAILED', `There is nothing that does "${step.do}" on this server.`);
  if (walk.ledger.size.steps >= mostSteps)
    return refuse('KILN_RUN_TOO_LARGE', `A run takes at most ${mostSteps} steps.`);
  if (attempts > step.retry.times + 1 + mostCrashes) {
    return refuse('KILN_STEP_FAILED', 'The server stopped while it did this step, each time that it tried.');
  }
  const begun = beginning(work, input, attempts);
  const woken = wait && wokenOf(wait);
  const doing: Doing = { ...work, runner, begun, ...(woken ? { woken } : {}) };
  return runner.transactional ? inside(doing) : outside(doing);
}

interface Doing extends Work {
  readonly runner: StepRunner;
  readonly begun: StepRecord;
  readonly woken?: Woken;
}

function wokenOf({ woken, state, payload, since }: WaitRecord): Woken {
  return { by: woken ?? 'time', state, payload, since };
}

function beginning({ walk, key, known }: Work, input: JsonObject, attempts: number): StepRecord {
  return {
    ...{ key, ord: known?.ord ?? walk.ledger.nextOrd(), state: 'running', attempts, input, output: null },
    ...{ error: null, compensated: false, startedAt: known?.startedAt ?? new Date().toISOString(), endedAt: null },
  };
}

/**
 * Where it fails, all of the transaction is undone, and the run walks this way again, this time with the failure
 * known.
 */
async function inside(doing: Doing): Promise<End> {
  const { walk, step, key, begun } = doing;
  if (walk.broken.has(key)) return settle({ ...doing, known: begun }, failure(walk, step, walk.broken.get(key)));
  const result = await walk.turns.inside(async (tx) => {
    walk.parts.reached('step: begun');
    const answer = await callRunner(doing, tx).catch((error: unknown) => {
      throw new StepBroke(key, error);
    });
    if ('failed' in answer) throw new StepBroke(key, answer);
    walk.parts.reached('step: done');
    return bounded(answer, key);
  });
  return settle({ ...doing, known: begun }, result);
}

async function outside(doing: Doing): Promise<End> {
  const { walk, step, key, begun } = doing;
  // With this the transaction before it says that it was begun.
  walk.ledger.put(begun);
  return walk.turns.outside(async () => {
    walk.parts.reached('outside: begun');
    const result = await callRunner(doing, walk.ctx)
      .then((answer) => bounded(answer, key))
      .catch((error: unknown) => {
        if (walk.signal.aborted) throw new Interrupted();
        return failure(walk, step, error);
      });
    walk.parts.reached('outside: answered');
    // Its outcome is recorded before anybody goes on: what comes after it may fail without it.
    return settle({ ...doing, known: begun }, result, () => walk.record(key));
  });
}

type Settled = StepResult | { readonly skipped: true };

/** What it answered, where it is small enough to be recorded. In a transaction, a larger one breaks it. */
function bounded(answer: StepResult, key: string): StepResult {
  try {
    return 'output' in answer ? { ...answer, output: storable(answer.output, 'output').value } : answer;
  } catch (error) {
    throw new StepBroke(key, error);
  }
}

function failure({ parts, run }: Walk, { id }: DoStep, error: unknown): StepResult {
  if (error instanceof StepBroke) return failureOf(error.failure);
  if (!(error instanceof KilnError))
    parts.log.error({ err: error, run: run.id, step: id }, 'a step of a workflow failed');
  return failureOf(error);
}

function failureOf(error: unknown): StepResult {
  if (isFailed(error)) return error;
  const failed = faultOf(error);
  if (!(error instanceof KilnError)) return { failed };
  const { permanent, retryAfter } = error.extra;
  if (permanent === true) return { failed, retry: false };
  return typeof retryAfter === 'number' ? { failed, retry: { afterMs: retryAfter * 1_000 } } : { failed };
}

function isFailed(answer: unknown): answer is Extract<StepResult, { failed: StepFault }> {
  return typeof answer === 'object' && answer !== null && 'failed' in answer && !(answer instanceof Error);
}

/** Puts the outcome of a try into the ledger. */
async function settle(work: Work, result: Settled, record?: () => Promise<void>): Promise<End> {
  const { walk, step, frame, key } = work;
  const before = work.known ?? beginning(work, {}, 0);
  const now = new Date().toISOString();
  const put = (rest: Partial<StepRecord>, bytes = 0): StepRecord => {
    const next: StepRecord = { ...before, ...rest };
    walk.ledger.put(next, bytes);
    return next;
  };
  const end = (rest: Partial<StepRecord>, bytes?: number): StepRecord => {
    walk.ledger.stopWaiting(key);
    return put({ ...rest, endedAt: now }, bytes);
  };
  if ('wait' in result) {
    const { until = null, event = null, state = null } = result.wait;
    put({ state: 'waiting' });
    const since = walk.ledger.waitOf(key)?.since ?? null;
    walk.ledger.wait({ key, kind: 'step', until, event, state: storable(state, 'output').value, since, afterMs: null });
    walk.parts.reached('wait: noted');
  } else if ('failed' in result && result.retry !== false && isTriedAgain(walk, step, before)) {
    const afterMs = Math.max(retryPause(step.retry, before.attempts), result.retry?.afterMs ?? 0);
    put({ state: 'waiting', error: storedFault(result.failed) });
    walk.ledger.wait({ key, kind: 'retry', until: null, event: null, state: null, since: null, afterMs });
    walk.parts.reached('retry: noted');
  } else if ('failed' in result) {
    end({ state: 'failed', error: storedFault(result.failed) });
  } else if ('stop' in result) {
    const fault = { code: 'KILN_RUN_STOPPED', message: result.message ?? '' };
    const output = storable(result.output ?? null, 'output').value;
    const error = result.stop === 'failed' ? storedFault(fault) : null;
    end({ state: result.stop, output, error }, sizeOf(before.input) + sizeOf(output));
  } else if ('skipped' in result) {
    end({ state: 'skipped', input: null });
  } else {
    if (result.vars) walk.ledger.setVars(result.vars);
    end({ state: 'done', output: result.output, error: null }, sizeOf(before.input) + sizeOf(result.output));
  }
  await record?.();
  const settled = walk.ledger.get(key);
  if (walk.ledger.size.bytes > mostRunBytes) {
    throw new StepFailed(key, {
      code: 'KILN_RUN_TOO_LARGE',
      message: `All steps of a run together may record ${mostRunBytes} bytes.`,
    });
  }
  return settled ? tell(walk, step, frame, settled) : 'done';
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

/** Makes an outcome known to what comes after it. */
function tell(walk: Walk, step: DoStep, frame: Frame, record: StepRecord): End {
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
