import type { Logger } from 'pino';
import type { Db } from '../../db/types.ts';
import type { Sandbox } from '../../sandbox/Sandbox.ts';

/** Counts what plugins do, for the numbers of each minute. */
export interface PluginMinutes {
  add(plugin: string, durationMs: number, failed: boolean): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

const flushMs = 10_000;
const keptDays = 8;

interface Count {
  calls: number;
  errors: number;
  readonly durations: number[];
}

/** `isInstalled`: of a plugin that is gone by now, nothing is kept. */
export function createMinutes(
  db: Db,
  log: Logger,
  sandbox: Pick<Sandbox, 'stats'>,
  isInstalled: (plugin: string) => boolean,
): PluginMinutes {
  let counts = new Map<string, Count>();
  const cpuBefore = new Map<string, number>();
  let running: Promise<void> = Promise.resolve();
  let flushes = 0;

  /** Computing time since the last look; a sandbox that began anew counts from nothing. */
  function cpuSince(plugin: string, total: number): number {
    const before = cpuBefore.get(plugin) ?? 0;
    cpuBefore.set(plugin, total);
    return total >= before ? total - before : total;
  }

  async function save(): Promise<void> {
    const counted = counts;
    counts = new Map();
    const rows = sandbox.stats().map(({ plugin, cpuMs, memoryBytes }) => {
      const { calls = 0, errors = 0, durations = [] } = counted.get(plugin) ?? {};
      counted.delete(plugin);
      return { plugin, calls, errors, durations, cpu: cpuSince(plugin, cpuMs), memory: memoryBytes / 1_048_576 };
    });
    const gone = [...counted].map(([plugin, count]) => ({ plugin, ...count, cpu: 0, memory: 0 }));
    const busy = [...rows, ...gone].filter(
      ({ plugin, calls, cpu, memory }) => isInstalled(plugin) && (calls > 0 || cpu > 0 || memory > 0),
    );
    if (busy.length > 0) await add(db, busy);
    flushes += 1;
    if (flushes % 360 === 1) await prune(db);
  }

  function flush(): Promise<void> {
    running = running.then(save).catch((error: unknown) => log.warn({ err: error }, 'numbers of plugins are not kept'));
    return running;
  }

  const timer = setInterval(() => void flush(), flushMs);
  timer.unref();
  return {
    add(plugin, durationMs, failed) {
      const count = counts.get(plugin) ?? { calls: 0, errors: 0, durations: [] };
      counts.set(plugin, count);
      count.calls += 1;
      if (failed) count.errors += 1;
      const place = Math.max(0, Math.min(mostBuckets - 1, Math.ceil(2 * Math.log2(durationMs * 8))));
      for (let n = count.durations.length; n <= place; n += 1) count.durations.push(0);
      count.durations[place] = (count.durations[place] ?? 0) + 1;
    },
    flush,
    close() {
      clearInterval(timer);
      return flush();
    },
  };
}

/** Up to 2^(39/2) / 8 ms, a minute and a half. */
const mostBuckets = 40;

/** Milliseconds below which so many of the counted calls stayed (0.95: of a hundred, 95). 0 of none. */
export function quantile(durations: readonly number[], share: number): number {
  const total = durations.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [place, count] of durations.entries()) {
    seen += count;
    if (count > 0 && seen >= total * share) return 2 ** (place / 2) / 8;
  }
  return 0;
}

async function add(
  db: Db,
  rows: readonly (Count & { readonly plugin: string; readonly cpu: number; readonly memory: number })[],
): Promise<void> {
  await db.query({
    text: `insert into kiln.plugin_minute as m (plugin, minute, calls, errors, cpu_ms, durations, memory_mb)
      select plugin, date_trunc('minute', now()), calls, errors, cpu,
        array(select json_array_elements_text(durations)::integer), memory
      from json_to_recordset($1::json) as r(
        plugin text, calls integer, errors integer, cpu double precision, durations json, memory double precision
      )
      order by plugin
      on conflict (plugin, minute) do update set
        calls = m.calls + excluded.calls,
        errors = m.errors + excluded.errors,
        cpu_ms = m.cpu_ms + excluded.cpu_ms,
        durations = array(
          select coalesce(a, 0) + coalesce(b, 0)
          from unnest(m.durations, excluded.durations) with ordinality as u(a, b, n) order by n
        ),
        memory_mb = greatest(m.memory_mb, excluded.memory_mb)`,
    values: [JSON.stringify(rows)],
  });
}

async function prune(db: Db): Promise<void> {
  await db.query({
    text: `delete from kiln.plugin_minute where minute < now() - $1::integer * interval '1 day'`,
    values: [keptDays],
  });
}
