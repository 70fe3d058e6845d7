import type { Logger } from 'pino';
import type { Db } from '../db/types.ts';
import type { Events } from '../events/createEvents.ts';
import { buildModel } from './buildModel.ts';
import { changedEntities } from './changedEntities.ts';
import { readDefinitions, readSeq } from './definitionStore.ts';
import { makeLive } from './makeLive.ts';
import type { LiveDefinitions, ModelHolder } from './types.ts';

export interface ModelHolderParts {
  readonly db: Db;
  readonly events: Events;
  readonly log: Logger;
}

/** Holds the one pointer to the current model and tells `events` when it is another. */
export function createModelHolder(first: LiveDefinitions, { db, events, log }: ModelHolderParts): ModelHolder {
  let current = first;
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<LiveDefinitions> | undefined;

  async function load(): Promise<LiveDefinitions> {
    if ((await readSeq(db)) <= current.seq) return current;
    const stored = await readDefinitions(db);
    if (stored.seq <= current.seq) return current;
    const built = buildModel(stored.layers);
    const before = current;
    current = makeLive(built, stored.seq);
    const entities = changedEntities(before.model, current.model);
    log.info({ version: current.model.version, entities }, 'took over another model');
    events.modelChanged({ version: current.model.version, entities });
    return current;
  }

  return {
    current: () => current,
    // Whoever asks while one runs may know of a change that it did not see: all of them wait for one more.
    refresh() {
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          return load();
        });
      running = next;
      return next;
    },
  };
}
