/** What this process uses with all its threads. */
export interface ProcessUsage {
  readonly cpuMs: number;
  /** Bytes. */
  readonly rss: number;
}

export function processUsage(): ProcessUsage {
  return { cpuMs: processCpu(), rss: process.memoryUsage.rss() };
}

/** Milliseconds. */
export function processCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}
