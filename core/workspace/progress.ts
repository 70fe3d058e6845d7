/** Told what goes on: `begun` before something that may take a while, `done` after each step with the time it took. */
export type Progress = (line: string, state: 'begun' | 'done') => void;

/** Runs a step and tells of it: `Postgres 18 ready (0.4 s)`. */
export async function step<T>(progress: Progress, says: (result: T) => string, f: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await f();
  const seconds = (performance.now() - begun) / 1000;
  progress(`${says(result)} (${seconds.toFixed(1)} s)`, 'done');
  return result;
}
