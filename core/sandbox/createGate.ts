/** Lets so many in at the same time, and as many again wait. */
export interface Gate {
  /**
   * Resolves when there is room, with what has to be called afterwards; undefined: too many wait, or it took too long.
   * `now`: whether there is room or not.
   */
  enter(waitMs: number | 'now'): Promise<(() => void) | undefined>;
  readonly running: number;
  readonly queued: number;
  /** Resolves when nobody is in or waits. */
  idle(): Promise<void>;
}

export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let idlers: (() => void)[] = [];
  let running = 0;

  function leave(): void {
    running -= 1;
    waiting.shift()?.();
    if (running > 0 || waiting.length > 0) return;
    for (const resolve of idlers) resolve();
    idlers = [];
  }

  function admit(): () => void {
    running += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      leave();
    };
  }

  return {
    get running() {
      return running;
    },
    get queued() {
      return waiting.length;
    },
    async enter(waitMs) {
      if (waitMs === 'now' || running < limit) return admit();
      if (waiting.length >= limit) return undefined;
      return new Promise((resolve) => {
        const turn = () => {
          clearTimeout(timer);
          resolve(admit());
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1);
          resolve(undefined);
        }, waitMs);
        waiting.push(turn);
      });
    },
    async idle() {
      if (running > 0 || waiting.length > 0) await new Promise<void>((resolve) => idlers.push(resolve));
    },
  };
}
