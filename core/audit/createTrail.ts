import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AuditEntry, AuditTrail } from '../context/types.ts';
import { DbError } from '../db/DbError.ts';
import type { Queryable } from '../db/types.ts';
import { writeEntries } from './writeEntries.ts';

/** Entries that are collected before they are written. */
const collectMs = 100;
const mostAtOnce = 500;
/** Between tries while the database does not answer. */
const retryMs = 1_000;
/** Above this the oldest wait no longer: a database that is away for long must not take the memory. */
const mostWaiting = 100_000;

export interface Trail extends AuditTrail {
  /** Resolves when everything noted before is written. */
  flush(): Promise<void>;
  /** Writes what waits, trying for at most 5 s. */
  close(): Promise<void>;
}

/** Collects entries and writes them in batches. `onWritten` gets each batch once it is in the database. */
export function createTrail(
  run: Queryable,
  log: Logger,
  onWritten: (entries: readonly AuditEntry[]) => Promise<void> = async () => undefined,
): Trail {
  let waiting: AuditEntry[] = [];
  let running: Promise<void> | undefined;
  let deadline = Number.POSITIVE_INFINITY;
  const stopped = new AbortController();

  async function work(): Promise<void> {
    await sleep(collectMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    let atOnce = mostAtOnce;
    while (waiting.length > 0) {
      const entries = waiting.slice(0, atOnce);
      try {
        await writeEntries(run, entries);
        waiting = waiting.slice(entries.length);
      } catch (error) {
        if (isRefused(error)) {
          // One by one, the one that is refused is found.
          if (entries.length === 1) log.error({ err: error, entry: waiting.shift() }, onlyHere);
          atOnce = 1;
          continue;
        }
        log.error({ err: error, waiting: waiting.length }, 'entries of the audit are not written yet');
        if (Date.now() > deadline) return;
        await sleep(retryMs);
        continue;
      }
      await onWritten(entries).catch((error: unknown) => log.error({ err: error }, 'an alert could not be told'));
    }
  }

  function begin(): Promise<void> {
    running ??= work().finally(() => {
      running = undefined;
      if (waiting.length > 0 && Date.now() < deadline) void begin();
    });
    return running;
  }

  return {
    note(entry) {
      if (waiting.length >= mostWaiting) {
        log.error({ entry }, `${onlyHere}: too many wait`);
        return;
      }
      waiting.push(entry);
      void begin();
    },
    async flush() {
      while (waiting.length > 0 || running) await begin();
    },
    async close() {
      deadline = Date.now() + 5_000;
      stopped.abort();
      if (waiting.length > 0 || running) await begin();
      for (const entry of waiting) log.error({ entry }, onlyHere);
    },
  };
}

const onlyHere = 'an entry of the audit is only in this log';

/** Wrong data, a violated constraint or too much of something: another try would be refused as well. */
function isRefused(error: unknown): boolean {
  return error instanceof DbError && /^(?:22|23|54)/.test(error.sqlState);
}
