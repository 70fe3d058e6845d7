import type { Queryable } from '../../db/types.ts';
import { quantile } from './createMinutes.ts';

export interface Minute {
  /** ISO 8601 */
  readonly minute: string;
  readonly calls: number;
  readonly errors: number;
  readonly cpuMs: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly memoryMb: number;
}

/** What a plugin did in each of the last minutes, over all processes; minutes without anything are not there. */
export async function listMinutes(run: Queryable, plugin: string, minutes: number): Promise<Minute[]> {
  const rows = await run.query({
    text: `select minute, calls, errors, cpu_ms, array_to_json(durations), memory_mb from kiln.plugin_minute
      where plugin = $1 and minute > now() - $2::integer * interval '1 minute' order by minute`,
    values: [plugin, minutes],
    readOnly: true,
  });
  return rows.map(([minute, calls, errors, cpuMs, durations, memoryMb]) => {
    const counts: number[] = JSON.parse(durations ?? '[]');
    return {
      minute: new Date(minute ?? 0).toISOString(),
      calls: Number(calls),
      errors: Number(errors),
      cpuMs: rounded(Number(cpuMs)),
      p50: rounded(quantile(counts, 0.5)),
      p95: rounded(quantile(counts, 0.95)),
      memoryMb: rounded(Number(memoryMb)),
    };
  });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
