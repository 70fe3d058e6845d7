import { randomUUID } from 'node:crypto';
import { systemActor } from '../../context/systemActor.ts';
import { createLimiter } from '../../lib/createLimiter.ts';
import type { Model } from '../../model/types.ts';
import { createSchemas } from '../../plugins/functions/createSchemas.ts';
import type { Queue } from '../../queue/createQueue.ts';
import { createTicks } from './cron/createTicks.ts';
import { startTick, tickTask } from './cron/startTick.ts';
import { datedOf, datesTask, runDates, setClocks } from './dates/runDates.ts';
import { feedRuns, feedTask } from './feedRuns.ts';
import { cleanBuckets, createBuckets } from './hooks/createBuckets.ts';
import type { TriggerParts } from './TriggerParts.ts';

const eachMinute = { name: 'dates', cron: '* * * * *', task: datesTask, payload: {} } as const;

/** What starts workflows by itself: times, and calls from outside. Writes of records do by their own statements. */
export interface Triggers {
  readonly parts: TriggerParts;
  /** Takes over what a model that has become current waits for. */
  follow(model: Model): void;
  /** Waits for what is being taken over. */
  close(): Promise<void>;
}

export type TriggersParts = Omit<TriggerParts, 'schemas' | 'calls' | 'wrongKeys'> & { readonly queue: Queue };

export function createTriggers({ queue, ...given }: TriggersParts): Triggers {
  const { db, log, ctx, reached } = given;
  const parts: TriggerParts = {
    ...given,
    schemas: createSchemas(),
    calls: createBuckets(db, { name: 'webhook', capacity: 100, perSecond: 10 }),
    wrongKeys: createBuckets(db, { name: 'wrong key', capacity: 30, perSecond: 0.5 }),
  };
  const own = (request: string) => ctx(systemActor, request);
  queue.handle(datesTask, (_payload, { signal }) => runDates(own(`dates-${randomUUID()}`), signal, reached));
  queue.handle(tickTask, (payload) => startTick(own(`tick-${randomUUID()}`), payload, reached));
  queue.handle(feedTask, () => feedRuns(db));
  queue.handle('workflow.buckets', () => cleanBuckets(db));
  queue.recur({ name: 'webhook limits', cron: '*/5 * * * *', task: 'workflow.buckets', payload: {} });
  const ticks = createTicks(db, queue, log);
  let stopDates: (() => void) | undefined;
  const inOrder = createLimiter(1);

  async function takeOver(model: Model): Promise<void> {
    await ticks.follow(model);
    const isDated = datedOf(model).length > 0;
    if (isDated) stopDates ??= queue.recur({ ...eachMinute, queue: 'workflow dates' });
    else {
      stopDates?.();
      stopDates = undefined;
    }
    await setClocks(own('follow'));
  }

  return {
    parts,
    follow(model) {
      inOrder(() => takeOver(model)).catch((error: unknown) =>
        log.error({ err: error }, 'cannot take over what workflows wait for; dates do so themselves'),
      );
    },
    close: () => inOrder(async () => undefined),
  };
}
