import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Db } from '../../db/types.ts';
import type { Reached } from '../../online/JobRun.ts';

export interface Waker {
  start(): void;
  /** Something is due in so many milliseconds. */
  soon(ms: number): void;
  close(): Promise<void>;
}

const lookMs = 1_000;
const leastMs = 20;
const most = 500;

/**
 * Wakes runs whose time has come, whichever process looks first. Runs that wait are rows alone: it costs one look at
 * an index a second, however many there are, and what comes sooner than that is woken on time.
 */
export function createWaker(db: Db, log: Logger, reached: Reached): Waker {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  /** When it looks next, and what makes it look at once. */
  let nextAt = 0;
  let nap = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<number> {
    const [row] = await db.query({
      name: 'run_wake_due',
      text: 'select woke, next_ms from kiln.wake_due($1)',
      values: [most],
    });
    const [woke, next] = row ?? [];
    if (woke !== '0') reached('wait: woken');
    if (Number(woke) === most) return 0;
    return next === null || next === undefined ? lookMs : Math.min(Math.max(Number(next), leastMs), lookMs);
  }

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pause = await look().catch((error: unknown) => {
        log.warn({ err: error }, 'cannot look which workflow runs are to go on; tries again');
        return lookMs;
      });
      nap = new AbortController();
      nextAt = Date.now() + pause;
      const signal = AbortSignal.any([nap.signal, stopping.signal]);
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  return {
    start() {
      running ??= keepLooking();
    },
    soon(ms) {
      const at = Date.now() + Math.max(ms, leastMs);
      if (at >= nextAt) return;
      nextAt = at;
      clearTimeout(timer);
      timer = setTimeout(() => nap.abort(), at - Date.now()).unref();
    },
    async close() {
      clearTimeout(timer);
      stopping.abort();
      await running;
    },
  };
}
