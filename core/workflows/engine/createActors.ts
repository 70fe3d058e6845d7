import { LRUCache } from 'lru-cache';
import { systemActor } from '../../context/systemActor.ts';
import type { Actor } from '../../context/types.ts';
import type { Db } from '../../db/types.ts';
import { readActor } from '../../identity/readActor.ts';
import type { Authenticator } from '../../identity/types.ts';
import type { Model } from '../../model/types.ts';

/** Users as actors, kept until something about them changes. */
export interface Actors {
  /** Undefined: there is no such user, or not any more. Kiln itself is one. */
  find(id: string): Promise<Actor | undefined>;
  close(): void;
}

const most = 2_000;
/** Everybody who changes something tells at once; this bounds what a message lost on the way could do. */
const longestMs = 60_000;

export function createActors(db: Db, model: () => Model, authenticator: Pick<Authenticator, 'onChanged'>): Actors {
  const kept = new LRUCache<string, { readonly model: Model; readonly actor: Promise<Actor | undefined> }>({
    max: most,
    ttl: longestMs,
  });
  const close = authenticator.onChanged((who) => {
    if (who === '*') kept.clear();
    else kept.delete(who);
  });
  return {
    find(id) {
      if (id === systemActor.id) return Promise.resolve(systemActor);
      const current = model();
      const known = kept.get(id);
      if (known?.model === current) return known.actor;
      const actor = readActor(db, current, 'user', id).then((found) => found?.actor);
      kept.set(id, { model: current, actor });
      actor.catch(() => {
        if (kept.peek(id)?.actor === actor) kept.delete(id);
      });
      return actor;
    },
    close,
  };
}
