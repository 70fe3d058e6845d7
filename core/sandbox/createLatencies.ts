/** The last so many durations. */
const most = 1_000;

/** Milliseconds of the latest calls. */
export interface Latencies {
  add(ms: number): void;
  /** The duration that this share of them did not pass; 0 when there are none. */
  quantile(share: number): number;
}

export function createLatencies(): Latencies {
  const values: number[] = [];
  let next = 0;
  return {
    add(ms) {
      values[next] = ms;
      next = (next + 1) % most;
    },
    quantile(share) {
      const sorted = values.toSorted((a, b) => a - b);
      return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    },
  };
}
