import type { Logger } from 'pino';
import type { RecordChange } from '../context/types.ts';

/** The live model has been replaced by the one of `version`; `entities` are those that differ. */
export interface ModelChange {
  readonly version: string;
  readonly entities: readonly string[];
}

/** Tells this process what has been committed. Other processes hear of it through realtime. */
export interface Events {
  changed(change: RecordChange): void;
  modelChanged(change: ModelChange): void;
  /** Calls back for every committed change of a record; returns the undo. */
  onChanged(subscriber: (change: RecordChange) => void): () => void;
  /** Calls back whenever this process has taken over another model; returns the undo. */
  onModelChanged(subscriber: (change: ModelChange) => void): () => void;
}

/**
 * Subscribers run at once, in the order in which they came. One that throws is logged and hinders neither the writer,
 * whose work is committed, nor the others.
 */
export function createEvents(log: Logger): Events {
  const records = createTopic<RecordChange>(log);
  const models = createTopic<ModelChange>(log);
  return {
    changed: records.publish,
    modelChanged: models.publish,
    onChanged: records.subscribe,
    onModelChanged: models.subscribe,
  };
}

function createTopic<T>(log: Logger) {
  const subscribers = new Set<{ readonly call: (event: T) => void }>();
  return {
    publish(event: T): void {
      for (const subscriber of subscribers) {
        try {
          subscriber.call(event);
        } catch (error) {
          log.error({ err: error }, 'a subscriber of events failed');
        }
      }
    },
    subscribe(call: (event: T) => void): () => void {
      const subscriber = { call };
      subscribers.add(subscriber);
      return () => {
        subscribers.delete(subscriber);
      };
    },
  };
}
