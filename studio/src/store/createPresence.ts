/** Somebody who is in a place, such as `record/account/<id>` or `studio/entity/contact`. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Id of a file. */
  readonly avatar?: string;
}

export interface PresenceLine {
  enter(place: string): void;
  leave(place: string): void;
}

/** Who is where, as far as this window is there as well. */
export interface Presence {
  /** Everybody in a place, oneself included. */
  in(place: string): readonly Person[];
  subscribe(listener: () => void): () => void;
  /** Enters a place, until the undo is called. */
  enter(place: string): () => void;
  heard(place: string, people: readonly Person[]): void;
  /** A connection is there, and is told of all places at once. Returns the undo. */
  connect(line: PresenceLine): () => void;
}

const nobody: readonly Person[] = [];

export function createPresence(): Presence {
  const listeners = new Set<() => void>();
  const people = new Map<string, readonly Person[]>();
  const places = new Map<string, number>();
  let line: PresenceLine | undefined;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  return {
    in: (place) => people.get(place) ?? nobody,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    enter(place) {
      const windows = places.get(place) ?? 0;
      places.set(place, windows + 1);
      if (windows === 0) line?.enter(place);
      return () => {
        const left = (places.get(place) ?? 1) - 1;
        if (left > 0) {
          places.set(place, left);
          return;
        }
        places.delete(place);
        people.delete(place);
        line?.leave(place);
        tell();
      };
    },
    heard(place, now) {
      // An answer may come after one has left.
      if (!places.has(place)) return;
      people.set(place, now);
      tell();
    },
    connect(next) {
      line = next;
      for (const place of places.keys()) next.enter(place);
      return () => {
        line = undefined;
        people.clear();
        tell();
      };
    },
  };
}
