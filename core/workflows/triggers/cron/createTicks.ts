import type { Logger } from 'pino';
import type { Db } from '../../../db/types.ts';
import type { Model } from '../../../model/types.ts';
import type { Queue } from '../../../queue/createQueue.ts';
import { tickTask } from './startTick.ts';

/** Keeps the patterns of times of workflows in the queue. */
export interface Ticks {
  follow(model: Pick<Model, 'workflows'>): Promise<void>;
}

const prefix = 'workflow ';

export function createTicks(db: Db, queue: Pick<Queue, 'recur'>, log: Logger): Ticks {
  let known = new Map<string, () => void>();
  return {
    async follow({ workflows }) {
      const next = new Map<string, () => void>();
      const names: string[] = [];
      for (const { id, enabled, trigger } of workflows.values()) {
        if (!enabled || trigger.on !== 'cron') continue;
        const { cron, timeZone } = trigger;
        names.push(`${prefix}${id}`);
        const key = JSON.stringify([id, cron, timeZone]);
        const undo = known.get(key) ?? add(id, cron, timeZone);
        if (undo) next.set(key, undo);
      }
      for (const [key, undo] of known) if (!next.has(key)) undo();
      known = next;
      // What would have been due while a workflow is switched off is not due when it is on again.
      await db.query({
        text: 'delete from kiln.queue_cron where starts_with(name, $1) and name <> all($2::text[])',
        values: [prefix, names],
      });
    },
  };

  function add(id: string, cron: string, timeZone: string | undefined): (() => void) | undefined {
    try {
      return queue.recur({
        name: `${prefix}${id}`,
        cron,
        ...(timeZone === undefined ? {} : { timeZone }),
        task: tickTask,
        payload: { workflow: id },
      });
    } catch (error) {
      log.error({ err: error, workflow: id }, 'a workflow cannot be planned');
      return undefined;
    }
  }
}
