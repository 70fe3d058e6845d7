import type { Logger } from 'pino';
import type { Actor } from '../context/types.ts';
import type { Audience } from './Audience.ts';
import type { RecordChanged } from './protocol.ts';

/** Somebody with limited rights who listens on some connections. */
export interface Listener {
  readonly actor: Actor;
  readonly watches: (entity: string) => boolean;
  readonly tell: (change: RecordChanged) => void;
}

export interface Screening {
  add(changes: readonly RecordChanged[]): void;
  /** Forgets what waits; resolves when nothing runs any more. */
  close(): Promise<void>;
}

/**
 * Tells listeners of those changes whose record they may read now, the deleted ones included: one small statement for
 * each person and entity of a batch. Of a record that they may not read (any more), or that was purged, they hear
 * nothing: even that it changed would say that it is there. What changes while a batch is looked at waits for the next.
 */
export function createScreening(audience: Audience, listeners: () => readonly Listener[], log: Logger): Screening {
  let waiting = new Map<string, RecordChanged>();
  let running: Promise<void> | undefined;

  async function screen(changes: readonly RecordChanged[]): Promise<void> {
    const entities = new Map<string, RecordChanged[]>();
    for (const change of changes) entities.set(change.entity, [...(entities.get(change.entity) ?? []), change]);
    for (const [entity, those] of entities) {
      const people = new Map<string, Listener[]>();
      for (const listener of listeners()) {
        if (!listener.watches(entity)) continue;
        const key = `${listener.actor.id} ${listener.actor.roles.join()}`;
        people.set(key, [...(people.get(key) ?? []), listener]);
      }
      for (const [first, ...others] of people.values()) {
        if (!first) continue;
        const ids = await audience.readable(
          first.actor,
          entity,
          those.map(({ id }) => id),
        );
        for (const change of those.filter(({ id }) => ids.has(id)))
          for (const listener of [first, ...others]) listener.tell(change);
      }
    }
  }

  async function work(): Promise<void> {
    while (waiting.size > 0) {
      const changes = [...waiting.values()];
      waiting = new Map();
      await screen(changes).catch((error: unknown) => log.warn({ err: error }, 'live events did not reach everybody'));
    }
    running = undefined;
  }

  return {
    add(changes) {
      if (listeners().length === 0) return;
      for (const change of changes) waiting.set(`${change.entity} ${change.id}`, change);
      running ??= work();
    },
    async close() {
      waiting = new Map();
      await running;
    },
  };
}
