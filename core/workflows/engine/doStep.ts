import type { ErrorCode } from '../../errors/codes.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { inputFaults } from '../../model/kinds/workflow/inputFaults.ts';
import { fillTemplate } from '../../model/templates/fillTemplate.ts';
import type { DoStep } from '../../model/workflowTypes.ts';
import { callRunner, type StepTry } from './callRunner.ts';
import { faultOf } from './faultOf.ts';
import { mostCrashes, mostSteps } from './limits.ts';
import type { WaitRecord } from './StepRecord.ts';
import type { StepFault, StepResult, Woken } from './StepRunner.ts';
import { begunRecord, type StepWork, settleStep, tellOutcome } from './settleStep.ts';
import { Interrupted, StepBroke } from './signals.ts';
import { keyOf } from './stepKey.ts';
import { storable } from './storable.ts';
import type { End, Frame, Walk } from './Walk.ts';

/**
 * Does a step, unless it is recorded that it was done: once, if what it does is a part of the run's transaction; until
 * its outcome is recorded, if it reaches outside.
 */
export async function doStep(walk: Walk, step: DoStep, frame: Frame): Promise<End> {
  const key = keyOf(step.id, frame);
  const known = walk.ledger.get(key);
  if (known && known.state !== 'running' && known.state !== 'waiting') return tellOutcome(walk, step, frame, known);
  const wait = known && walk.ledger.waitOf(key);
  if (wait && wait.woken === null) {
    frame.variables.steps[step.id] = { state: 'waiting', output: null, error: null };
    return 'waiting';
  }
  const work: StepWork = { walk, step, frame, key, known };
  const resumes = wait?.kind === 'step' ? wait : undefined;
  let input: JsonObject | undefined;
  try {
    input = (resumes && known?.input) ?? filled(work);
  } catch (error) {
    // What it was given is wrong: it would be so at the next try.
    return settleStep(work, { failed: faultOf(error), retry: false });
  }
  return input ? attempt(work, input, resumes) : settleStep(work, { skipped: true });
}

/** Undefined: it is to be skipped. */
function filled({ walk, step, frame, known }: StepWork): JsonObject | undefined {
  const options = { now: walk.now, timeZone: walk.parts.timeZone };
  if (!known && step.when && step.when.evaluate(frame.variables, options) !== true) return undefined;
  const input = fillTemplate(step.with, frame.variables, options);
  const problems = inputFaults(step.type.input, input);
  if (problems.length > 0 || !isObject(input)) throw new KilnError('KILN_INVALID', { errors: problems });
  return storable(input, 'input').value;
}

async function attempt(work: StepWork, input: JsonObject, wait: WaitRecord | undefined): Promise<End> {
  const { walk, step, known: before } = work;
  const runner = walk.parts.runners.get(step.do);
  const attempts = wait ? (before?.attempts ?? 1) : (before?.attempts ?? 0) + 1;
  const refuse = (code: ErrorCode, message: string) => settleStep(work, { failed: { code, message }, retry: false });
  if (!runner) return refuse('KILN_STEP_FAILED', `There is nothing that does "${step.do}" on this server.`);
  if (walk.ledger.size.steps >= mostSteps)
    return refuse('KILN_RUN_TOO_LARGE', `A run takes at most ${mostSteps} steps.`);
  if (attempts > step.retry.times + 1 + mostCrashes) {
    return refuse('KILN_STEP_FAILED', 'The server stopped while it did this step, each time that it tried.');
  }
  const known = begunRecord(work, input, attempts);
  const call: StepTry = { ...work, known, runner, ...(wait ? { woken: wokenOf(wait) } : {}) };
  return runner.transactional ? inside(call) : outside(call);
}

function wokenOf({ woken, state, payload, since }: WaitRecord): Woken {
  return { by: woken ?? 'time', state, payload, since };
}

/**
 * Where it fails, all of the transaction is undone, and the run walks this way again, this time with the failure
 * known.
 */
async function inside(call: StepTry): Promise<End> {
  const { walk, step, key } = call;
  if (walk.broken.has(key)) return settleStep(call, failure(walk, step, walk.broken.get(key)));
  let current = call;
  const result = await walk.turns.inside(async (tx) => {
    walk.parts.reached('step: begun');
    current = inItsTurn(call);
    const answer = await callRunner(current, tx).catch((error: unknown) => {
      throw new StepBroke(key, error);
    });
    if ('failed' in answer) throw new StepBroke(key, answer);
    walk.parts.reached('step: done');
    return bounded(answer, key);
  });
  return settleStep(current, result);
}

/** Other branches may have set variables while this one waited: it is given what holds now. */
function inItsTurn(call: StepTry): StepTry {
  const { frame, key, known, woken } = call;
  if (woken || !frame.scope.around) return call;
  try {
    return { ...call, known: { ...known, input: filled(call) ?? known.input } };
  } catch (error) {
    throw new StepBroke(key, { failed: faultOf(error), retry: false });
  }
}

async function outside(call: StepTry): Promise<End> {
  const { walk, step, key, known } = call;
  // With this the transaction before it says that it was begun.
  walk.ledger.put(known);
  return walk.turns.outside(async () => {
    walk.parts.reached('outside: begun');
    const result = await callRunner(call, walk.ctx)
      .then((answer) => bounded(answer, key))
      .catch((error: unknown) => {
        if (walk.signal.aborted) throw new Interrupted();
        return failure(walk, step, error);
      });
    walk.parts.reached('outside: answered');
    // Its outcome is recorded before anybody goes on: what comes after it may fail without it.
    return settleStep(call, result, () => walk.record(key));
  });
}

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
