import type { Logger } from 'pino';
import type { Db } from '../../db/types.ts';
import type { Json } from '../../lib/json.ts';

interface PluginLine {
  readonly plugin: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** What was running, as entryText says. */
  readonly entry: string;
  readonly message: string;
  readonly data?: Json;
  readonly requestId?: string;
}

/** Lines of plugins' logs: written soon, whatever becomes of the transaction that they came from. */
export interface PluginLog {
  write(line: PluginLine): void;
  /** Calls back with the ids of plugins that have new lines, at this process. */
  onWritten(listener: (plugins: readonly string[]) => void): () => void;
  /** Writes what waits. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const flushMs = 200;
/** Of a plugin in a minute, at this process. More is dropped and counted. */
const mostPerMinute = 600;
/** Of a plugin, in the database. */
const mostKept = 10_000;
const keptDays = 30;
const longestMessage = 4_000;
const longestData = 16_384;
const pruneMs = 60 * 60 * 1_000;

/** `isInstalled`: of a plugin that is gone by now, nothing is written any more. */
export function createPluginLog(db: Db, log: Logger, isInstalled: (plugin: string) => boolean): PluginLog {
  const listeners = new Set<(plugins: readonly string[]) => void>();
  const counts = new Map<string, { minute: number; lines: number; dropped: number }>();
  let waiting: (PluginLine & { readonly at: string })[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  function put(line: PluginLine): void {
    waiting.push({ ...line, at: new Date().toISOString() });
    timer ??= setTimeout(() => void flush(), flushMs);
  }

  function hasRoom({ plugin }: PluginLine): boolean {
    const minute = Math.floor(Date.now() / 60_000);
    const count = counts.get(plugin);
    if (count?.minute !== minute) {
      counts.set(plugin, { minute, lines: 1, dropped: 0 });
      if (count && count.dropped > 0) put(droppedLine(plugin, count.dropped));
      return true;
    }
    if (count.lines >= mostPerMinute) {
      count.dropped += 1;
      return false;
    }
    count.lines += 1;
    return true;
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting.filter(({ plugin }) => isInstalled(plugin));
    waiting = [];
    if (lines.length > 0) running = running.then(() => save(lines));
    return running;
  }

  async function save(lines: typeof waiting): Promise<void> {
    try {
      await insert(db, lines);
      const plugins = [...new Set(lines.map(({ plugin }) => plugin))];
      for (const listener of listeners) listener(plugins);
    } catch (error) {
      log.warn({ err: error, lines: lines.length }, 'lines of plugins could not be written');
    }
  }

  const pruning = setInterval(() => {
    running = running.then(() => prune(db)).catch((error: unknown) => log.warn({ err: error }, 'cannot prune logs'));
  }, pruneMs);
  pruning.unref();

  return {
    write(line) {
      if (hasRoom(line)) put(line);
    },
    onWritten(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
    async close() {
      clearInterval(pruning);
      for (const [plugin, { dropped }] of counts) if (dropped > 0) put(droppedLine(plugin, dropped));
      await flush();
    },
  };
}

function droppedLine(plugin: string, lines: number): PluginLine {
  const message = `${lines} more lines were dropped: a plugin writes at most ${mostPerMinute} a minute.`;
  return { plugin, level: 'warn', entry: '', message };
}

async function insert(db: Db, lines: readonly (PluginLine & { readonly at: string })[]): Promise<void> {
  const rows = lines.map(({ plugin, at, level, entry, message, data, requestId }) => {
    const text = data === undefined ? null : JSON.stringify(data);
    const kept = text !== null && text.length > longestData ? JSON.stringify(text.slice(0, longestData)) : text;
    const words = message.replaceAll('\0', '').slice(0, longestMessage);
    return { plugin, at, level, entry, message: words, data: kept?.replaceAll('\\u0000', '') ?? null, requestId };
  });
  await db.query({
    text: `insert into kiln.plugin_log (plugin, at, level, entry, message, data, request_id)
      select plugin, at, level, entry, message, data::json, "requestId"
      from json_to_recordset($1::json) as r(
        plugin text, at timestamp(3) with time zone, level text, entry text, message text, data text, "requestId" text
      )`,
    values: [JSON.stringify(rows)],
  });
}

async function prune(db: Db): Promise<void> {
  await db.query({
    text: `delete from kiln.plugin_log as l using (
        select plugin, id as least from (
          select plugin, id, row_number() over (partition by plugin order by id desc) as n from kiln.plugin_log
        ) as numbered where n = $1::integer
      ) as kept where l.plugin = kept.plugin and l.id <= kept.least`,
    values: [mostKept],
  });
  await db.query({
    text: `delete from kiln.plugin_log where at < now() - $1::integer * interval '1 day'`,
    values: [keptDays],
  });
  await db.query({ text: 'delete from kiln.plugin_kv where expires_at < now()', values: [] });
  await db.query({ text: `delete from kiln.record_event where dead_at < now() - interval '30 days'`, values: [] });
}
