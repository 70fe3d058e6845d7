import { v7 as uuidv7 } from 'uuid';
import type { Actor, Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { compileWorkflow } from '../../model/compileWorkflow.ts';
import type { Workflow } from '../../model/types.ts';
import { get } from '../../records/get.ts';
import { createLedger } from './createLedger.ts';
import { createTurns } from './createTurns.ts';
import type { EngineParts } from './EngineParts.ts';
import { faultOf } from './faultOf.ts';
import type { LoadedRun } from './loadRun.ts';
import { openAs } from './openRun.ts';
import type { RunTrigger, Trial } from './RunInfo.ts';
import type { StepRecord } from './StepRecord.ts';
import { Interrupted, StepBroke } from './signals.ts';
import type { Walk } from './Walk.ts';
import { type RunEnd, walkRun } from './walkRun.ts';

/** What a workflow is tried with. By default it has no effects, all consent, and what is waited for comes. */
export interface TestRunOptions extends Partial<Trial> {
  /** As the Studio has it: it need not be published. */
  readonly document: JsonObject;
  readonly record?: { readonly entity: string; readonly id: string } | undefined;
  readonly input?: JsonObject | undefined;
}

export interface TestedRun extends RunEnd {
  readonly steps: readonly StepRecord[];
}

const longestMs = 30_000;

/**
 * Takes a workflow as far as it goes, with the rights of whoever tries it, and undoes what it wrote: nothing stays but
 * what steps have done outside. Throws KILN_BAD_DEFINITION with all problems of the document, KILN_NOT_FOUND for the
 * record.
 */
export async function testRun(parts: EngineParts, ctx: Ctx, options: TestRunOptions): Promise<TestedRun> {
  const workflow = compileWorkflow(options.document, ctx.model);
  const run = await runOf(ctx, workflow, options);
  const { effects = false, approvals = 'approved', waits = 'met' } = options;
  const trial: Trial = { effects, approvals, waits };
  const tested: Tested = { run, workflow, trial, broken: new Map(), outside: new Map() };
  for (;;) {
    try {
      return await parts.admit(() => undone(ctx, (tx) => walkOnce(parts, ctx, tx, tested)));
    } catch (error) {
      if (!(error instanceof StepBroke)) throw error;
      tested.broken.set(error.key, error.failure);
    }
  }
}

interface Tested {
  readonly run: LoadedRun;
  readonly workflow: Workflow;
  readonly trial: Trial;
  readonly broken: Map<string, unknown>;
  /** What steps outside have answered: they are not asked again. */
  readonly outside: Map<string, StepRecord>;
}

class Undone<T> extends Error {
  readonly result: T;

  constructor(result: T) {
    super('undone');
    this.result = result;
  }
}

async function undone<T>(ctx: Ctx, f: (tx: Ctx) => Promise<T>): Promise<T> {
  try {
    return await ctx.inTx(async (tx) => {
      throw new Undone(await f(tx));
    });
  } catch (error) {
    if (error instanceof Undone) return error.result;
    throw error;
  }
}

async function walkOnce(parts: EngineParts, ctx: Ctx, tx: Ctx, tested: Tested): Promise<TestedRun> {
  const { run, workflow, trial, broken, outside } = tested;
  const now = new Date();
  const actor: Actor = { ...ctx.actor, kind: 'workflow', name: workflow.title };
  const opened = await openAs(parts, tx, run, { workflow, actor, now, trial });
  if (!opened) throw new KilnError('KILN_FORBIDDEN', { detail: 'You may not read what the workflow looks at.' });
  const ledger = createLedger({ ...run, vars: opened.vars, steps: outside });
  const turns = createTurns();
  const over = AbortSignal.timeout(longestMs);
  const walk: Walk = {
    ...{ parts, run: opened.info, workflow, ledger, turns, now, signal: over, broken },
    ctx: opened.acting(ctx),
    done: [],
    record: async (key) => {
      const record = ledger.get(key);
      if (record) outside.set(key, record);
    },
    checkpoint: () => {
      if (over.aborted) throw new Interrupted();
    },
  };
  const variables = { ...opened.frame.variables, vars: ledger.vars };
  let end: RunEnd | undefined;
  let crash: unknown;
  turns.start(async () => {
    try {
      end = await walkRun(walk, { ...opened.frame, variables });
    } catch (error) {
      crash = error;
    }
  });
  try {
    await turns.idle();
    while (!turns.ended) {
      if (turns.insideWaiting > 0) await turns.serve(opened.acting(tx));
      else if (turns.outsideWaiting > 0) turns.release();
      else await turns.someEnded();
    }
  } finally {
    await turns.abandon();
  }
  if (!end && !(crash instanceof Interrupted)) throw crash;
  const late = new KilnError('KILN_STEP_TIMEOUT', { detail: `A test takes at most ${longestMs / 1_000} s.` });
  const steps = [...ledger.all()].sort((a, b) => a.ord - b.ord);
  return { ...(end ?? { state: 'failed', output: null, error: faultOf(late) }), steps };
}

/** A run that is nowhere stored. */
async function runOf(ctx: Ctx, workflow: Workflow, { record, input }: TestRunOptions): Promise<LoadedRun> {
  const entity = record && ctx.model.entities.get(record.entity);
  if (record && !entity) throw new KilnError('KILN_NOT_FOUND', { detail: `There is no entity "${record.entity}".` });
  const values: Json = record && entity ? JSON.parse(await get(ctx, entity.name, record.id)) : null;
  const { on } = workflow.trigger;
  const at = new Date().toISOString();
  const about = record && values !== null ? { entity: record.entity, record: values } : {};
  const trigger: RunTrigger = { on, at, ...about, ...(on === 'record.updated' && record ? { before: values } : {}) };
  const { kind, id, name } = ctx.actor;
  return {
    id: uuidv7(),
    workflow: workflow.id,
    version: workflow.version,
    state: 'queued',
    trigger,
    input: input ?? {},
    record: record && entity ? { entity: entity.id, id: record.id } : undefined,
    vars: null,
    starter: { kind, id, name },
    causes: [],
    parent: undefined,
    attempt: 1,
    createdAt: at,
    startedAt: undefined,
    endedAt: undefined,
    limited: false,
    slot: false,
    rev: 0,
    job: undefined,
    jobRuns: false,
    bytes: 0,
    undone: null,
    steps: new Map(),
    waits: new Map(),
  };
}
