import { v7 as uuidv7 } from 'uuid';
import { systemActor } from '../context/systemActor.ts';
import type { Actor, Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import type { StepCall, StepResult, StepRunner } from '../workflows/engine/StepRunner.ts';
import type { TestServer } from './startTestServer.ts';

export interface CalledStep {
  /** Default: another run each time. */
  readonly run?: string;
  readonly key?: string;
  readonly attempt?: number;
  /** Of the run, which was retried by hand where it is more than 1. */
  readonly runAttempt?: number;
  readonly workflowId?: string;
  /** Whom the run acts for. Default: Kiln itself. */
  readonly actor?: Actor;
  readonly record?: { readonly entity: string; readonly id: string };
  readonly effects?: boolean;
  readonly signal?: AbortSignal;
}

/** Has a runner do a step as the engine does: those that are transactional in a transaction, undone where they fail. */
export async function callStep(
  { workspace }: Pick<TestServer, 'workspace'>,
  runner: StepRunner,
  input: JsonObject,
  called: CalledStep = {},
): Promise<StepResult> {
  const { run = uuidv7(), key = 'step', attempt = 1, runAttempt = 1, workflowId = 'test', record } = called;
  const { actor = systemActor, effects = true, signal = new AbortController().signal } = called;
  const call = (ctx: Ctx): StepCall => ({
    ctx,
    key,
    attempt,
    input,
    wordings: () => ({}),
    idempotencyKey: `${run}/${key}`,
    signal,
    effects,
    run: {
      id: run,
      workflow: workflowId,
      workflowId,
      title: workflowId,
      version: '0'.repeat(32),
      trigger: { on: 'manual' },
      starter: systemActor,
      startedAt: new Date().toISOString(),
      attempt: runAttempt,
      causes: [],
      ...(record ? { record } : {}),
      ...(effects ? {} : { trial: { effects, approvals: 'approved', waits: 'met' } }),
    },
  });
  const ctx = workspace.ctx({ ...actor, kind: 'workflow' }, 'test');
  if (!runner.transactional) return runner.run(call(ctx));
  return ctx
    .inTx(async (tx) => {
      const result = await runner.run(call(tx));
      if ('failed' in result || !effects) throw new Undone(result);
      return result;
    })
    .catch((error: unknown) => {
      if (error instanceof Undone) return error.result;
      throw error;
    });
}

/** Takes the transaction back and keeps what the step said. */
class Undone extends Error {
  readonly result: StepResult;

  constructor(result: StepResult) {
    super('undone');
    this.result = result;
  }
}

/** The output of a step that has to be done. */
export function outputOf(result: StepResult): JsonObject {
  if (!('output' in result)) throw new Error(`The step was not done: ${JSON.stringify(result)}`);
  const { output } = result;
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return { value: output };
  return output;
}
