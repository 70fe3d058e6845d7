import type { Logger } from 'pino';
import type { Db } from '../../db/types.ts';
import { byId } from '../../model/byId.ts';
import type { Model } from '../../model/types.ts';
import type { Reached } from '../../online/JobRun.ts';
import { admitRuns } from './admitRuns.ts';

export interface AdmissionsParts {
  readonly db: Db;
  readonly log: Logger;
  readonly model: () => Model;
  readonly reached: Reached;
}

/** Lets runs of workflows in that limit them. */
export interface Admissions {
  /** Now. `workflow` is an x-id. */
  admit(workflow: string): Promise<void>;
  /** In so many milliseconds: a job does it, too, but jobs that were planned come up to two seconds late. */
  soon(workflow: string, ms: number): void;
  close(): void;
}

const longestMs = 5_000;
const leastMs = 5;

export function createAdmissions({ db, log, model, reached }: AdmissionsParts): Admissions {
  const timers = new Map<string, NodeJS.Timeout>();

  async function admit(id: string): Promise<void> {
    const workflow = byId(model().workflows, id);
    const next = await db.withTx((tx) => admitRuns(tx, id, workflow));
    reached('run: admitted');
    if (next !== undefined) soon(id, next);
  }

  function soon(id: string, ms: number): void {
    if (ms > longestMs || timers.has(id)) return;
    const timer = setTimeout(
      () => {
        timers.delete(id);
        admit(id).catch((error: unknown) => log.warn({ err: error }, 'runs were not let in; a job does it'));
      },
      Math.max(ms, leastMs),
    );
    timers.set(id, timer.unref());
  }

  return {
    admit,
    soon,
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
