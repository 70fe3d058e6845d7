import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { DoStep } from '../../model/workflowTypes.ts';
import { defaultTimeout } from './limits.ts';
import type { StepRecord } from './StepRecord.ts';
import type { StepResult, StepRunner, Woken } from './StepRunner.ts';
import type { Walk } from './Walk.ts';

export interface RunnerCall {
  readonly walk: Walk;
  readonly step: DoStep;
  readonly key: string;
  readonly runner: StepRunner;
  readonly begun: StepRecord;
  readonly woken?: Woken;
}

/** Calls whoever does the step, no longer than it may take. Rejects with KILN_STEP_TIMEOUT. */
export async function callRunner({ walk, step, key, runner, begun, woken }: RunnerCall, ctx: Ctx): Promise<StepResult> {
  const ms = step.timeout ?? (runner.transactional ? undefined : defaultTimeout);
  const over = new AbortController();
  const call = runner.run({
    ctx,
    run: walk.run,
    key,
    attempt: begun.attempts,
    input: begun.input ?? {},
    idempotencyKey: `${walk.run.id}/${key}`,
    signal: AbortSignal.any([over.signal, walk.signal]),
    effects: walk.effects,
    ...(woken ? { woken } : {}),
  });
  if (ms === undefined) return call;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const detail = `The step took longer than ${ms / 1_000} s.`;
      reject(new KilnError('KILN_STEP_TIMEOUT', { detail }));
      over.abort(new Error(detail));
    }, ms);
  });
  try {
    return await Promise.race([call, timeout]);
  } finally {
    clearTimeout(timer);
    // What it says after its time is heard by nobody.
    call.catch(() => undefined);
  }
}
