/** Runs work now, or when it is its turn. Answers and failures are those of the work. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs at most so many at a time, the others in the order in which they were asked for. 1: one after the other. */
export function createLimiter(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Its place goes on to the next one.
      if (next) next();
      else running -= 1;
    }
  };
}
