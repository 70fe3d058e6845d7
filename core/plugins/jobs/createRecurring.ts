import type { Logger } from 'pino';
import type { Model } from '../../model/types.ts';
import type { Queue } from '../../queue/createQueue.ts';
import { recurringTask } from './runJob.ts';

/** Keeps the recurring jobs of the enabled plugins in the queue. */
export interface RecurringJobs {
  follow(model: Pick<Model, 'plugins'>): void;
}

export function createRecurring(queue: Pick<Queue, 'recur'>, log: Logger): RecurringJobs {
  let known = new Map<string, () => void>();
  return {
    follow({ plugins }) {
      const next = new Map<string, () => void>();
      for (const { id, enabled, jobs } of plugins.values()) {
        for (const [job, { cron, timeZone }] of enabled ? Object.entries(jobs) : []) {
          if (cron === undefined) continue;
          const key = JSON.stringify([id, job, cron, timeZone]);
          const undo = known.get(key) ?? add(id, job, cron, timeZone);
          if (undo) next.set(key, undo);
        }
      }
      for (const [key, undo] of known) if (!next.has(key)) undo();
      known = next;
    },
  };

  function add(plugin: string, job: string, cron: string, timeZone: string | undefined): (() => void) | undefined {
    try {
      return queue.recur({
        name: `plugin ${plugin} ${job}`,
        cron,
        ...(timeZone === undefined ? {} : { timeZone }),
        task: recurringTask,
        payload: { plugin, job },
        maxAttempts: 5,
      });
    } catch (error) {
      log.error({ err: error, plugin, job }, 'a recurring job cannot be planned');
      return undefined;
    }
  }
}
