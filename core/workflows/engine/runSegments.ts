import { systemActor } from '../../context/systemActor.ts';
import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { createLimiter, type Limiter } from '../../lib/createLimiter.ts';
import { createLedger } from './createLedger.ts';
import { createTurns, type TurnsKeeper } from './createTurns.ts';
import type { EngineParts } from './EngineParts.ts';
import { leaveRun } from './endRun.ts';
import { segment } from './limits.ts';
import { isOpen, type LoadedRun, loadRun } from './loadRun.ts';
import { type OpenedRun, openRun } from './openRun.ts';
import type { RunState } from './RunInfo.ts';
import type { NewWait } from './StepRecord.ts';
import { saveRun, saveSteps } from './saveRun.ts';
import { Interrupted, Stale } from './signals.ts';
import { tellRun } from './tellRun.ts';
import type { Walk } from './Walk.ts';
import { type RunEnd, walkRun } from './walkRun.ts';

export interface SegmentOptions {
  /** The job that the run is done by. */
  readonly job: string;
  /** Aborts when the run was cancelled, or the process has to end at once. */
  readonly signal: AbortSignal;
  /** What steps answered in transactions that were rolled back for it, by key. */
  readonly broken: ReadonlyMap<string, unknown>;
}

/**
 * Walks a run, one transaction after the other: each does what may be done in it and records that; what reaches outside
 * goes on between them. Resolves when the run has ended, waits, is interrupted, or is somebody else's. Throws StepBroke
 * and Stale, of which nothing stays, and what the database refuses.
 */
export async function runSegments(parts: EngineParts, id: string, options: SegmentOptions): Promise<void> {
  const base = parts.ctx(systemActor, `run-${id}`);
  const turns = createTurns();
  // What changes the run goes one after the other, so that this process is not in its own way.
  const inOrder = createLimiter(1);
  let live: LiveRun | undefined;
  const next = () =>
    base.inTx((tx) =>
      live ? doSegment(parts, live, tx, options) : begin(parts, { id, base, turns, inOrder, tx }, options),
    );
  try {
    for (;;) {
      live = await inOrder(() => parts.admit(next));
      if (!live) return;
      parts.reached('run: committed');
      tellRun(parts, live.run, stateOf(live));
      if (live.end !== undefined) return;
      turns.release();
      while (turns.insideWaiting + turns.outsideWaiting === 0 && !turns.ended) await turns.someEnded();
    }
  } finally {
    await turns.abandon();
  }
}

/** A run under way in this process. */
interface LiveRun {
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

interface Beginning {
  readonly id: string;
  readonly base: Ctx;
  readonly turns: TurnsKeeper;
  readonly inOrder: Limiter;
  readonly tx: Ctx;
}

/** Loads the run and does its first segment. Undefined: there is nothing to be done, or somebody else does it. */
async function begin(
  parts: EngineParts,
  { id, base, turns, inOrder, tx }: Beginning,
  options: SegmentOptions,
): Promise<LiveRun | undefined> {
  const run = await loadRun(tx.run, id);
  parts.reached('run: loaded');
  if (!run || !isOpen(run) || (run.limited && !run.slot)) return undefined;
  if (run.job !== undefined && run.job !== options.job && run.jobRuns) return undefined;
  const now = new Date();
  const opened = await openRun(parts, tx, run, now);
  if (!opened) {
    await forgetRun(parts, tx, run);
    return undefined;
  }
  parts.reached('run: opened');
  const { info, workflow, acting } = opened;
  const { signal, broken } = options;
  const ledger = createLedger({ ...run, vars: opened.vars });
  const record = (key: string) => inOrder(() => recordStep(parts, live, key));
  const checkpoint = () => {
    if (signal.aborted || parts.stopping.aborted) throw new Interrupted();
  };
  const walk: Walk = {
    ...{ parts, run: info, workflow, ledger, turns, now, signal, broken },
    ...{ ctx: acting(base), done: [], record, checkpoint },
  };
  const live: LiveRun = { run, opened, walk, turns, rev: run.rev, end: undefined, crash: undefined };
  const frame = { ...opened.frame, variables: { ...opened.frame.variables, vars: ledger.vars } };
  turns.start(async () => {
    try {
      live.end = await walkRun(walk, frame);
    } catch (error) {
      if (error instanceof Interrupted) live.end = 'interrupted';
      else live.crash = { error };
    }
  });
  return doSegment(parts, live, tx, options);
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
async function doSegment(parts: EngineParts, live: LiveRun, tx: Ctx, options: SegmentOptions): Promise<LiveRun> {
  const { turns, run, walk, opened } = live;
  const acting = opened.acting(tx);
  const until = performance.now() + segment.ms;
  // After a failure each step is committed by itself, so that the next failure undoes little.
  const most = options.broken.size > 0 ? 1 : segment.steps;
  await turns.idle();
  for (let steps = 0; turns.insideWaiting > 0 && steps < most && performance.now() < until; steps += 1) {
    await turns.serve(acting);
  }
  if (live.crash) throw live.crash.error;
  const { end } = live;
  const saved = walk.ledger.unsaved();
  const isOver = end !== undefined && end !== 'interrupted';
  const { state, output, error } = isOver ? end : { state: stateOf(live), output: null, error: null };
  parts.reached('run: done');
  live.rev = await saveRun(tx.run, run.id, live.rev, {
    ...saved,
    ...{ state, output, error, vars: walk.ledger.vars, startedAt: walk.run.startedAt },
    ended: isOver && state !== 'waiting',
    job: end === undefined ? options.job : null,
    slot: run.limited && !isOver,
  });
  walk.ledger.saved(saved);
  for (const wait of saved.waits) parts.wakeSoon(pauseOf(wait));
  if (end === 'interrupted') await queueAgain(tx, run.id);
  if (isOver) await leaveRun(parts, tx, run, { state, output, error });
  parts.reached('run: written');
  return live;
}

function pauseOf({ until, afterMs }: NewWait): number {
  return afterMs ?? (until === null ? Number.POSITIVE_INFINITY : Date.parse(until) - Date.now());
}

function stateOf({ end }: LiveRun): RunState {
  if (end === undefined) return 'running';
  return end === 'interrupted' ? 'queued' : end.state;
}

async function queueAgain(tx: Ctx, id: string): Promise<void> {
  await tx.run.query({ name: 'run_again', text: 'select kiln.queue_runs(array[$1::uuid], null, false)', values: [id] });
}

/** Records what a step outside has answered as soon as it is there. */
async function recordStep(parts: EngineParts, live: LiveRun, key: string): Promise<void> {
  const { ledger } = live.walk;
  const saved = ledger.unsavedOf(key);
  const { rev } = await saveSteps(parts.db, live.run.id, saved);
  parts.reached('outside: recorded');
  ledger.saved(saved);
  for (const wait of saved.waits) parts.wakeSoon(pauseOf(wait));
  live.rev += 1;
  if (rev !== live.rev) throw new Stale();
}
