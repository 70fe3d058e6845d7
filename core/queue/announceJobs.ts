import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Db } from '../db/types.ts';

/** What kiln.queue_runs says where it has added jobs. */
const added = 'kiln: jobs added';
const channel = 'kiln_jobs';
/** Jobs that are added within so long are fetched together. */
const pauseMs = 3;
/** What this process does not take at once, others hear of. */
const othersMs = 30;

/**
 * Nudges the workers of this process after each transaction of its own that has added jobs which come in great numbers,
 * and soon afterwards those of others. A NOTIFY in each such transaction would let no two of them commit at the same
 * time: Postgres holds a lock for it until the commit is on the disk. What is missed is found by the next poll. Returns
 * the undo.
 */
export async function announceJobs(db: Db, log: Logger, nudge: () => void): Promise<() => Promise<void>> {
  const self = randomUUID();
  const nudgeSoon = createThrottle(pauseMs, nudge);
  const others = createThrottle(othersMs, () => {
    // Nothing that is to last: its commit waits for no disk.
    const text = `select set_config('synchronous_commit', 'off', true), pg_notify('${channel}', $1)`;
    db.query({ name: 'queue_announce', text, values: [self] }).catch((error: unknown) =>
      log.debug({ err: error }, 'others were not told of jobs; they look by themselves'),
    );
  });
  const stopListening = await db.listen(channel, (sender) => sender !== self && nudgeSoon.call(), nudgeSoon.call);
  const undo = db.onInfo(added, () => {
    nudgeSoon.call();
    others.soon();
  });
  return async () => {
    undo();
    nudgeSoon.close();
    others.close();
    await stopListening();
  };
}

interface Throttle {
  /** At once, where the last time is long enough ago. */
  call(): void;
  /** After the pause, with all that come meanwhile. */
  soon(): void;
  close(): void;
}

/** Calls f at most once in so many milliseconds. */
function createThrottle(ms: number, f: () => void): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let isAsked = false;
  const pause = () => {
    timer = setTimeout(() => {
      timer = undefined;
      if (!isAsked) return;
      isAsked = false;
      pause();
      f();
    }, ms).unref();
  };
  return {
    call() {
      isAsked = timer !== undefined;
      if (isAsked) return;
      pause();
      f();
    },
    soon() {
      isAsked = true;
      if (!timer) pause();
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
      isAsked = false;
    },
  };
}
