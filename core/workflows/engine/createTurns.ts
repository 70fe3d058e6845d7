import type { Ctx } from '../../context/types.ts';
import { Abandoned } from './signals.ts';

/**
 * The branches of a run that go on at the same time. What they do in the run's transaction they do one after the other,
 * what reaches outside at the same time, and never while a transaction is open for it: whoever holds the turns is told
 * when all branches wait for something.
 */
export interface Turns {
  /** Runs f in the run's transaction, when there is one and it is its turn. Where f throws, the transaction ends. */
  inside<T>(f: (tx: Ctx) => Promise<T>): Promise<T>;
  /** Runs f as soon as all that came before it has been committed. */
  outside<T>(f: () => Promise<T>): Promise<T>;
  /** Runs branches at the same time. All of them have ended when it resolves, in order. */
  branch<T>(branches: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]>;
}

/** The other side of the turns. */
export interface TurnsKeeper extends Turns {
  /** Begins the one that all others come from. */
  start(root: () => Promise<void>): void;
  /** Resolves when every branch waits for one of these, or has ended. */
  idle(): Promise<void>;
  /** Resolves when one of those outside has ended. */
  someEnded(): Promise<void>;
  readonly ended: boolean;
  readonly insideWaiting: number;
  readonly outsideWaiting: number;
  /** Lets the first one in and waits until all branches wait again. Rejects where it throws. */
  serve(tx: Ctx): Promise<void>;
  /** Lets all go outside that wait for it. */
  release(): void;
  /** Nobody gets a turn any more; resolves when those outside have ended. */
  abandon(): Promise<void>;
}

export function createTurns(): TurnsKeeper {
  const work = createActivity();
  const inside: ((tx: Ctx) => Promise<void>)[] = [];
  let outside: (() => void)[] = [];
  const running = new Set<Promise<unknown>>();
  let ended = false;
  let abandoned = false;

  return {
    inside(f) {
      if (abandoned) return Promise.reject(new Abandoned());
      return new Promise((resolve) => {
        inside.push(async (tx) => {
          work.begin();
          // Where it fails nobody goes on from here: the run is walked again.
          try {
            resolve(await f(tx));
          } catch (error) {
            work.end();
            throw error;
          }
        });
        work.end();
      });
    },
    outside(f) {
      if (abandoned) return Promise.reject(new Abandoned());
      return new Promise((resolve, reject) => {
        outside.push(() => {
          const call = f()
            .finally(() => {
              running.delete(call);
              work.begin();
            })
            .then(resolve, reject);
          running.add(call);
        });
        work.end();
      });
    },
    async branch(branches) {
      if (branches.length === 0) return [];
      let left = branches.length;
      work.begin(left);
      const all = branches.map(async (begin) => {
        try {
          return await begin();
        } finally {
          left -= 1;
          // The last one leaves its place to whoever waits for them: nobody sees all of them rest in between.
          if (left > 0) work.end();
        }
      });
      work.end();
      return Promise.allSettled(all);
    },
    start(root) {
      work.begin();
      root()
        .catch(() => undefined)
        .finally(() => {
          ended = true;
          work.end();
        });
    },
    idle: work.idle,
    async someEnded() {
      await Promise.race(running);
      await work.idle();
    },
    get ended() {
      return ended;
    },
    get insideWaiting() {
      return inside.length;
    },
    get outsideWaiting() {
      return outside.length;
    },
    async serve(tx) {
      await inside.shift()?.(tx);
      await work.idle();
    },
    release() {
      const going = outside;
      outside = [];
      for (const go of going) go();
    },
    async abandon() {
      abandoned = true;
      inside.length = 0;
      outside = [];
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** Counts the branches that are at work: all but those that wait for a turn or have ended. */
function createActivity() {
  const watchers: (() => void)[] = [];
  let busy = 0;
  return {
    begin(more = 1): void {
      busy += more;
    },
    end(): void {
      busy -= 1;
      if (busy === 0) for (const watcher of watchers.splice(0)) watcher();
    },
    /** Resolves when there are none. */
    idle(): Promise<void> {
      return busy === 0 ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve));
    },
  };
}
