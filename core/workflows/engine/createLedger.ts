import type { JsonObject } from '../../lib/json.ts';
import type { LoadedRun } from './loadRun.ts';
import type { NewWait, StepRecord, WaitRecord } from './StepRecord.ts';
import type { SavedSteps } from './saveRun.ts';

/** What is known of a run while it goes on: what is recorded, and what will be with the next transaction. */
export interface Ledger {
  readonly vars: JsonObject;
  get(key: string): StepRecord | undefined;
  /** How often the step was undone before this. */
  timesUndone(key: string): number;
  all(): Iterable<StepRecord>;
  /** Bytes and number of what is recorded and will be. */
  readonly size: { readonly bytes: number; readonly steps: number };
  nextOrd(): number;
  put(record: StepRecord, bytes?: number): void;
  waitOf(key: string): WaitRecord | undefined;
  wait(wait: NewWait): void;
  /** The step waits no longer. */
  stopWaiting(key: string): void;
  setVars(values: JsonObject): void;
  /** What has not been recorded yet. */
  unsaved(): SavedSteps;
  /** Of one step alone. */
  unsavedOf(key: string): SavedSteps;
  /** It has been. */
  saved(saved: SavedSteps): void;
}

export function createLedger(run: Pick<LoadedRun, 'steps' | 'waits' | 'vars' | 'bytes' | 'undone'>): Ledger {
  const records = new Map(run.steps);
  const waits = new Map(run.waits);
  const dirty = new Map<string, StepRecord>();
  const begun = new Map<string, NewWait>();
  const over = new Set<string>();
  const vars: JsonObject = { ...run.vars };
  const size = { bytes: run.bytes, steps: records.size };
  let ord = Math.max(0, ...[...records.values()].map((record) => record.ord + 1));

  return {
    vars,
    size,
    get: (key) => records.get(key),
    timesUndone: (key) => run.undone?.[key] ?? 0,
    all: () => records.values(),
    nextOrd() {
      ord += 1;
      return ord - 1;
    },
    put(record, bytes = 0) {
      if (!records.has(record.key)) size.steps += 1;
      size.bytes += bytes;
      records.set(record.key, record);
      dirty.set(record.key, record);
    },
    waitOf: (key) => waits.get(key),
    wait(wait) {
      begun.set(wait.key, wait);
      over.delete(wait.key);
      const { key, kind, state } = wait;
      waits.set(key, { key, kind, state, since: wait.since ?? new Date().toISOString(), woken: null, payload: null });
    },
    stopWaiting(key) {
      begun.delete(key);
      if (waits.delete(key)) over.add(key);
    },
    setVars(values) {
      Object.assign(vars, values);
    },
    unsaved: () => ({ steps: [...dirty.values()], waits: [...begun.values()], over: [...over] }),
    unsavedOf(key) {
      const [record, wait] = [dirty.get(key), begun.get(key)];
      return { steps: record ? [record] : [], waits: wait ? [wait] : [], over: over.has(key) ? [key] : [] };
    },
    saved({ steps, waits: kept, over: ended }) {
      for (const record of steps) if (dirty.get(record.key) === record) dirty.delete(record.key);
      for (const wait of kept) if (begun.get(wait.key) === wait) begun.delete(wait.key);
      for (const key of ended) over.delete(key);
    },
  };
}
