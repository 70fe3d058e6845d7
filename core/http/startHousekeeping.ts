import type { Logger } from 'pino';
import { removeOrphans } from '../files/removeOrphans.ts';
import { cleanIdentity } from '../identity/cleanIdentity.ts';
import { forgetNotifications } from '../notifications/forgetNotifications.ts';
import { forgetJobs } from '../online/jobStore.ts';
import { sweepOptions } from '../workspace/sweepOptions.ts';
import type { Workspace } from '../workspace/types.ts';
import { forgetAnswers } from './idempotent.ts';

const HOUR = 3_600_000;
/** By then, every process has taken over a new model, and has answered what it was asked under the old one. */
const SETTLED_MS = 10_000;

/**
 * Now and every hour, removes what nobody asks for any more: uploads without a record, answers of Idempotency-Keys,
 * jobs of long ago. Then, and when a new model has settled, looks for values of options that were written under the old
 * one. Returns the undo, which waits for what runs.
 */
export function startHousekeeping({ db, files, events, model }: Workspace, log: Logger): () => Promise<void> {
  const sweep = async (): Promise<void> => {
    const swept = await sweepOptions(db, model());
    if (swept > 0) log.info({ swept }, 'gave records the new values of options');
  };
  const clean = async (): Promise<void> => {
    try {
      await forgetAnswers(db);
      await cleanIdentity(db);
      await forgetJobs(db);
      await forgetNotifications(db);
      const removed = await removeOrphans(db, files);
      if (removed > 0) log.info({ removed }, 'removed files that no record links to');
      await sweep();
    } catch (error) {
      log.warn({ err: error }, 'could not clean up; the next try is in an hour');
    }
  };
  let running = clean();
  const timer = setInterval(() => {
    running = running.then(clean);
  }, HOUR);
  timer.unref();
  let settling: NodeJS.Timeout | undefined;
  const stopListening = events.onModelChanged(() => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      running = running
        .then(sweep)
        .catch((error: unknown) => log.warn({ err: error }, 'could not look for old options'));
    }, SETTLED_MS).unref();
  });
  return async () => {
    stopListening();
    clearTimeout(settling);
    clearInterval(timer);
    await running;
  };
}
