/** Runs at most so many at a time; the others wait for their turn. */
export function createLimiter(most: number): <T>(f: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (f) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await f();
    } finally {
      const next = waiting.shift();
      // Its place goes on to the next one.
      if (next) next();
      else running -= 1;
    }
  };
}
