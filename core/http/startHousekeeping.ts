import type { Logger } from 'pino';
import { removeOrphans } from '../files/removeOrphans.ts';
import { cleanIdentity } from '../identity/cleanIdentity.ts';
import { forgetJobs } from '../online/jobStore.ts';
import type { Workspace } from '../workspace/types.ts';
import { forgetAnswers } from './idempotent.ts';

const HOUR = 3_600_000;

/**
 * Now and every hour, removes what nobody asks for any more: uploads without a record, answers of Idempotency-Keys, jobs of long ago.
 * Returns the undo, which waits for what runs.
 */
export function startHousekeeping({ db, files }: Workspace, log: Logger): () => Promise<void> {
  const clean = async (): Promise<void> => {
    try {
      await forgetAnswers(db);
      await cleanIdentity(db);
      await forgetJobs(db);
      const removed = await removeOrphans(db, files);
      if (removed > 0) log.info({ removed }, 'removed files that no record links to');
    } catch (error) {
      log.warn({ err: error }, 'could not clean up; the next try is in an hour');
    }
  };
  let running = clean();
  const timer = setInterval(() => {
    running = running.then(clean);
  }, HOUR);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
