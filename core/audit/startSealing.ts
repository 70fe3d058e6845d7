import type { Logger } from 'pino';
import type { Vault } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import { sealEntries } from './sealEntries.ts';

const everyMs = 10_000;
const hour = 3_600_000;

/** Seals new entries every 10 s and makes the partitions of the next months, now and every hour. Returns the undo. */
export function startSealing(db: Db, vault: Vault, log: Logger): () => Promise<void> {
  let partitionedAt = 0;
  const once = async (): Promise<void> => {
    try {
      if (Date.now() - partitionedAt > hour) {
        await db.query({ text: 'select audit.make_partitions()', values: [] });
        partitionedAt = Date.now();
      }
      await sealEntries(db, vault);
    } catch (error) {
      log.warn({ err: error }, 'the audit could not be sealed; the next try is in 10 s');
    }
  };
  let running: Promise<void> | undefined;
  const begin = (): void => {
    running ??= once().finally(() => {
      running = undefined;
    });
  };
  begin();
  const timer = setInterval(begin, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
