import type { Logger } from 'pino';
import type { RecordHooks } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import type { Events } from '../events/createEvents.ts';
import type { Model } from '../model/types.ts';
import { type BuiltModel, buildModel } from './buildModel.ts';
import { changedEntities } from './changedEntities.ts';
import { createTurns } from './createTurns.ts';
import { readDefinitions, readSeq, type StoredDefinitions } from './definitionStore.ts';
import { makeLive } from './makeLive.ts';
import { readOldNames } from './oldNameStore.ts';
import type { LiveDefinitions, ModelHolder } from './types.ts';

export interface ModelHolderParts {
  readonly db: Db;
  readonly events: Events;
  readonly log: Logger;
  /** Days for which old names are understood. */
  readonly aliasDays: number;
  /** Makes ready what a model needs before it is the current one; the rest is for afterwards. */
  readonly prepare: (model: Model) => Promise<() => void>;
  /** Who listens to the writes of records under a model. */
  readonly hooksOf: (model: Model) => RecordHooks;
}

/** Holds the one pointer to the current model and tells `events` when it is another. */
export function createModelHolder(
  first: LiveDefinitions,
  { db, events, log, aliasDays, hooksOf, prepare }: ModelHolderParts,
): ModelHolder {
  let current = first;
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<LiveDefinitions> | undefined;
  let expected: BuiltModel | undefined;

  async function load(): Promise<LiveDefinitions> {
    if ((await readSeq(db)) <= current.seq) return current;
    const stored = await readDefinitions(db);
    if (stored.seq <= current.seq) return current;
    const built = expected && isMadeOf(expected, stored) ? expected : buildModel(stored.layers);
    expected = undefined;
    const oldNames = await readOldNames(db, built.model, aliasDays);
    const before = current;
    const tidyUp = await prepare(built.model);
    current = makeLive(built, stored.seq, oldNames, hooksOf(built.model));
    const entities = changedEntities(before.model, current.model);
    log.info({ version: current.model.version, entities }, 'took over another model');
    events.modelChanged({ version: current.model.version, entities });
    tidyUp();
    return current;
  }

  return {
    current: () => current,
    inTurn: createTurns({ most: 200, waitMs: 60_000 }),
    expect(built) {
      expected = built;
    },
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

/** Documents keep the order of their members in the store. */
function isMadeOf({ model, layers }: BuiltModel, stored: StoredDefinitions): boolean {
  const written = (definitions: readonly Definition[]) =>
    JSON.stringify(definitions.map(({ kind, name, package: owner, document }) => [kind, name, owner, document]));
  return model.version === stored.version && written(layers) === written(stored.layers);
}
