import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { defaultTimeout } from './limits.ts';
import type { StepRecord } from './StepRecord.ts';
import type { StepResult, StepRunner, Woken } from './StepRunner.ts';
import type { StepWork } from './settleStep.ts';
import type { Walk } from './Walk.ts';
import { wordingsOf } from './wordingsOf.ts';

/** A try of a step. */
export interface StepTry extends StepWork {
  readonly known: StepRecord;
  readonly runner: StepRunner;
  readonly woken?: Woken;
}

/** Calls whoever does the step, no longer than it may take. Rejects with KILN_STEP_TIMEOUT. */
export async function callRunner(call: StepTry, ctx: Ctx): Promise<StepResult> {
  const { walk, step, frame, key, runner, known, woken } = call;
  const ms = step.timeout ?? (runner.transactional ? undefined : defaultTimeout);
  const over = new AbortController();
  const run = runner.run({
    ctx,
    run: walk.run,
    key,
    attempt: known.attempts,
    input: known.input ?? {},
    wordings: () => wordingsOf(walk, step, frame),
    idempotencyKey: idempotencyKeyOf(walk, key),
    signal: AbortSignal.any([over.signal, walk.signal]),
    effects: walk.run.trial?.effects !== false,
    ...(woken ? { woken } : {}),
  });
  if (ms === undefined) return run;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const detail = `The step took longer than ${ms / 1_000} s.`;
      reject(new KilnError('KILN_STEP_TIMEOUT', { detail }));
      over.abort(new Error(detail));
    }, ms);
  });
  try {
    return await Promise.race([run, timeout]);
  } finally {
    clearTimeout(timer);
    // What it says after its time is heard by nobody.
    run.catch(() => undefined);
  }
}

/** What is done again after it was undone is something else. */
function idempotencyKeyOf({ run, ledger }: Walk, key: string): string {
  const undone = ledger.timesUndone(key);
  return undone === 0 ? `${run.id}/${key}` : `${run.id}/${key}#${undone + 1}`;
}
