import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '../../context/systemActor.ts';
import type { Ctx } from '../../context/types.ts';
import { DbError } from '../../db/DbError.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { createLedger } from './createLedger.ts';
import { createTurns, type TurnsKeeper } from './createTurns.ts';
import type { EngineParts } from './EngineParts.ts';
import { endRun, leaveRun } from './endRun.ts';
import { faultOf } from './faultOf.ts';
import { segment } from './limits.ts';
import { type LoadedRun, loadRun } from './loadRun.ts';
import { type OpenedRun, openRun } from './openRun.ts';
import type { RunState } from './RunInfo.ts';
import type { NewWait } from './StepRecord.ts';
import { saveRun, saveSteps } from './saveRun.ts';
import { Interrupted, Stale, StepBroke } from './signals.ts';
import type { Walk } from './Walk.ts';
import { type RunEnd, walkRun } from './walkRun.ts';

/** Who works on a run. */
export interface Advancing {
  /** The job that it is done by. */
  readonly job: string;
  /** Aborts when the run was cancelled, or the process has to end at once. */
  readonly signal: AbortSignal;
}

/** Times that a run is walked anew because others were in the way, before it fails. */
const mostTurns = 8;
/** The same where others changed the run itself. */
const mostStale = 1_000;

/**
 * Takes a run as far as it goes: to its end, or to where it waits. What steps do in the database is one transaction
 * with their outcomes; between steps that reach outside there is none. Whoever comes after a process that died goes on
 * behind the last outcome that was recorded. Rejects where the database is away.
 */
export async function advanceRun(parts: EngineParts, id: string, advancing: Advancing): Promise<void> {
  const broken = new Map<string, unknown>();
  for (let turn = 1; ; turn += 1) {
    try {
      return await advance(parts, id, { ...advancing, broken });
    } catch (error) {
      const failure = error instanceof StepBroke ? error.failure : error;
      if (isLost(error)) throw failure;
      if (error instanceof Stale && turn < mostStale) continue;
      if (isPassing(failure) && turn < mostTurns) {
        if (failure.modelMoved) await parts.refresh();
        await sleep(Math.random() * 20 * turn);
      } else if (error instanceof StepBroke) {
        broken.set(error.key, failure);
      } else {
        if (!(error instanceof KilnError)) parts.log.error({ err: error, run: id }, 'a run failed inside of Kiln');
        return failRun(parts, id, error);
      }
    }
  }
}

/** The database is away, too busy, or has no connection left. What a step met there is its own failure. */
function isLost(error: unknown): boolean {
  if (error instanceof StepBroke) return error.failure instanceof DbError && error.failure.lost !== undefined;
  if (error instanceof DbError) return error.lost !== undefined || /^(?:57014|53)/.test(error.sqlState);
  return error instanceof KilnError && error.code === 'KILN_UNAVAILABLE';
}

/** Two waited for each other, came at the same time, or the model changed: it is done once more. */
function isPassing(error: unknown): error is DbError {
  return error instanceof DbError && (error.modelMoved || ['40001', '40P01', '55P03'].includes(error.sqlState));
}

/** Ends a run that cannot go on. */
export async function failRun(parts: EngineParts, id: string, error: unknown): Promise<void> {
  const ended = await systemCtx(parts, id).inTx(async (tx) => {
    const run = await loadRun(tx.run, id);
    if (!run || !isOpen(run)) return undefined;
    await endRun(parts, tx, run, { state: 'failed', error: faultOf(error) });
    return run;
  });
  if (ended) tell(parts, ended, 'failed');
}

interface Work extends Advancing {
  readonly broken: ReadonlyMap<string, unknown>;
}

/** A run under way in this process. */
interface Going {
  readonly run: LoadedRun;
  readonly opened: OpenedRun;
  readonly walk: Walk;
  readonly turns: TurnsKeeper;
  rev: number;
  /** Set when it goes no further. */
  end: RunEnd | 'interrupted' | undefined;
  /** What nobody expected. */
  crash: { readonly error: unknown } | undefined;
}

async function advance(parts: EngineParts, id: string, work: Work): Promise<void> {
  const base = systemCtx(parts, id);
  const turns = createTurns();
  const inTurn = createOrder();
  const place = { id, base, turns, inTurn };
  let going: Going | undefined;
  try {
    for (;;) {
      const step = () =>
        base.inTx((tx) => (going ? goOn(parts, going, tx, work) : begin(parts, { ...place, tx }, work)));
      going = await inTurn(() => parts.admit(step));
      if (!going) return;
      parts.reached('run: committed');
      tell(parts, going.run, stateOf(going));
      if (going.end !== undefined) return;
      turns.release();
      while (turns.insideWaiting + turns.outsideWaiting === 0 && !turns.ended) await turns.someEnded();
    }
  } finally {
    await turns.abandon();
  }
}

interface Beginning {
  readonly id: string;
  readonly base: Ctx;
  readonly turns: TurnsKeeper;
  /** What changes the run goes one after the other, so that this process is not in its own way. */
  readonly inTurn: <T>(f: () => Promise<T>) => Promise<T>;
  readonly tx: Ctx;
}

function createOrder(): Beginning['inTurn'] {
  let before: Promise<unknown> = Promise.resolve();
  return (f) => {
    const mine = before.then(f);
    before = mine.catch(() => undefined);
    return mine;
  };
}

/** Undefined: there is nothing to be done, or somebody else does it. */
async function begin(
  parts: EngineParts,
  { id, base, turns, inTurn, tx }: Beginning,
  work: Work,
): Promise<Going | undefined> {
  const run = await loadRun(tx.run, id);
  parts.reached('run: loaded');
  if (!run || !isOpen(run) || (run.limited && !run.slot)) return undefined;
  if (run.job !== undefined && run.job !== work.job && run.jobRuns) return undefined;
  const now = new Date();
  const opened = await openRun(parts, tx, run, now);
  if (!opened) {
    await forgetRun(parts, tx, run);
    return undefined;
  }
  parts.reached('run: opened');
  const ledger = createLedger({ ...run, vars: opened.vars });
  const record = (key: string) => inTurn(() => recordStep(parts, going, key));
  const checkpoint = () => {
    if (work.signal.aborted || parts.stopping.aborted) throw new Interrupted();
  };
  const { info, workflow, acting } = opened;
  const walk: Walk = {
    ...{ parts, run: info, workflow, ledger, turns, now, signal: work.signal, broken: work.broken },
    ...{ ctx: acting(base), done: [], record, checkpoint },
  };
  const going: Going = { run, opened, walk, turns, rev: run.rev, end: undefined, crash: undefined };
  const frame = { ...opened.frame, variables: { ...opened.frame.variables, vars: ledger.vars } };
  turns.start(async () => {
    try {
      going.end = await walkRun(walk, frame);
    } catch (error) {
      if (error instanceof Interrupted) going.end = 'interrupted';
      else going.crash = { error };
    }
  });
  return goOn(parts, going, tx, work);
}

/** Whom it acts for may not know of what set it off: there never was such a run. */
async function forgetRun(parts: EngineParts, tx: Ctx, run: LoadedRun): Promise<void> {
  if (run.startedAt !== undefined) {
    throw new KilnError('KILN_RUN_ACTOR', { detail: 'Whom the run acts for may not read any more what set it off.' });
  }
  await tx.run.query({ name: 'run_forget', text: 'delete from kiln.run where id = $1', values: [run.id] });
  await leaveRun(parts, tx, run, { state: 'cancelled', output: null, error: null });
}

/** Does in the transaction what may be done in it, and records that. */
async function goOn(parts: EngineParts, going: Going, tx: Ctx, work: Work): Promise<Going> {
  const { turns, run, walk, opened } = going;
  const acting = opened.acting(tx);
  const until = performance.now() + segment.ms;
  // After a failure each step is committed by itself, so that the next failure undoes little.
  const most = work.broken.size > 0 ? 1 : segment.steps;
  await turns.idle();
  for (let steps = 0; turns.insideWaiting > 0 && steps < most && performance.now() < until; steps += 1) {
    await turns.serve(acting);
  }
  if (going.crash) throw going.crash.error;
  const { end } = going;
  const saved = walk.ledger.unsaved();
  const isOver = end !== undefined && end !== 'interrupted';
  const { state, output, error } =
    end === undefined || end === 'interrupted' ? { state: stateOf(going), output: null, error: null } : end;
  parts.reached('run: done');
  going.rev = await saveRun(tx.run, run.id, going.rev, {
    ...saved,
    ...{ state, output, error, vars: walk.ledger.vars, startedAt: walk.run.startedAt },
    ended: isOver && state !== 'waiting',
    job: end === undefined ? work.job : null,
    slot: run.limited && !isOver,
  });
  walk.ledger.saved(saved);
  for (const wait of saved.waits) parts.wakeSoon(pauseOf(wait));
  if (end === 'interrupted') await again(tx, run.id);
  if (isOver) await leaveRun(parts, tx, run, { state, output, error });
  parts.reached('run: written');
  return going;
}

function pauseOf({ until, afterMs }: NewWait): number {
  return afterMs ?? (until === null ? Number.POSITIVE_INFINITY : Date.parse(until) - Date.now());
}

function stateOf({ end }: Going): RunState {
  if (end === undefined) return 'running';
  return end === 'interrupted' ? 'queued' : end.state;
}

async function again(tx: Ctx, id: string): Promise<void> {
  await tx.run.query({ name: 'run_again', text: 'select kiln.queue_runs(array[$1::uuid], null, false)', values: [id] });
}

/** Records what a step outside has answered as soon as it is there. */
async function recordStep(parts: EngineParts, going: Going, key: string): Promise<void> {
  const { ledger } = going.walk;
  const saved = ledger.unsavedOf(key);
  const { rev } = await saveSteps(parts.db, going.run.id, saved);
  parts.reached('outside: recorded');
  ledger.saved(saved);
  for (const wait of saved.waits) parts.wakeSoon(pauseOf(wait));
  going.rev += 1;
  if (rev !== going.rev) throw new Stale();
}

function isOpen({ state }: LoadedRun): boolean {
  return state === 'queued' || state === 'running' || state === 'waiting';
}

function tell(parts: EngineParts, { id, workflow, record }: LoadedRun, state: RunState): void {
  parts.changed({ id, workflow, state, ...(record ? { record } : {}) });
}

function systemCtx(parts: EngineParts, id: string): Ctx {
  return parts.ctx(systemActor, `run-${id}`);
}
