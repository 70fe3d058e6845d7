import { v7 as uuidv7 } from 'uuid';
import type { Person, Presence } from './protocol.ts';

/** One connection that can be in places. */
export interface Visitor {
  readonly tell: (presence: Presence) => void;
}

export interface PresenceParts {
  /** To the other server processes, if there are any. */
  readonly announce: (node: string, places: readonly Presence[]) => void;
  readonly ask: (places: readonly string[]) => void;
}

export interface PresenceBoard {
  /** False beyond the most places that a visitor may be in. */
  enter(visitor: Visitor, place: string, person: Person): boolean;
  leave(visitor: Visitor, place: string): void;
  leaveAll(visitor: Visitor): void;
  placesOf(visitor: Visitor): readonly string[];
  visitorsOf(place: string): readonly Visitor[];
  /** What another process says. */
  heard(node: string, places: readonly Presence[]): void;
  asked(places: readonly string[]): void;
  close(): void;
}

const mostPlaces = 20;
const mostPeople = 50;
/** Several who come and go at once are told once. */
const calmMs = 50;
/** A process says again who is there; one that has not for so long is gone. */
const againMs = 20_000;
const goneMs = 50_000;
/** Places in one message between processes. */
const messagePlaces = 50;

interface Elsewhere {
  readonly people: readonly Person[];
  readonly at: number;
}

/**
 * Who is where, over all processes on the database. Each tells the others who is with it, and remembers of theirs only
 * what is about places where somebody is here as well, so that it holds no more than its own connections cause.
 */
export function createPresence({ announce, ask }: PresenceParts): PresenceBoard {
  const node = uuidv7();
  const here = new Map<string, Map<Visitor, Person>>();
  const elsewhere = new Map<string, Map<string, Elsewhere>>();
  const places = new Map<Visitor, Set<string>>();
  const changed = { own: new Set<string>(), any: new Set<string>() };
  let calm: NodeJS.Timeout | undefined;

  const ownPeople = (place: string): Person[] => distinct([...(here.get(place)?.values() ?? [])]);
  const everybody = (place: string): Person[] =>
    distinct([...ownPeople(place), ...[...(elsewhere.get(place)?.values() ?? [])].flatMap(({ people }) => people)]);

  function flush(): void {
    calm = undefined;
    const [own, any] = [[...changed.own], [...changed.any]];
    changed.own.clear();
    changed.any.clear();
    for (const place of any) {
      const presence = { place, people: everybody(place) };
      for (const visitor of here.get(place)?.keys() ?? []) visitor.tell(presence);
    }
    announceAll(own);
  }

  function announceAll(names: readonly string[]): void {
    for (let start = 0; start < names.length; start += messagePlaces) {
      const some = names.slice(start, start + messagePlaces);
      announce(
        node,
        some.map((place) => ({ place, people: ownPeople(place) })),
      );
    }
  }

  function touch(place: string, isOwn: boolean): void {
    changed.any.add(place);
    if (isOwn) changed.own.add(place);
    calm ??= setTimeout(flush, calmMs);
  }

  function leave(visitor: Visitor, place: string): void {
    if (!places.get(visitor)?.delete(place)) return;
    if (places.get(visitor)?.size === 0) places.delete(visitor);
    const visitors = here.get(place);
    visitors?.delete(visitor);
    if (visitors?.size === 0) {
      here.delete(place);
      elsewhere.delete(place);
    }
    touch(place, true);
  }

  function forgetGone(): void {
    const oldest = Date.now() - goneMs;
    for (const [place, nodes] of elsewhere) {
      for (const [name, { at }] of nodes) {
        if (at < oldest && nodes.delete(name)) touch(place, false);
      }
    }
  }

  const again = setInterval(() => {
    forgetGone();
    announceAll([...here.keys()]);
  }, againMs);
  again.unref();

  return {
    enter(visitor, place, person) {
      const own = places.get(visitor) ?? new Set();
      if (own.size >= mostPlaces && !own.has(place)) return false;
      places.set(visitor, own.add(place));
      const visitors = here.get(place) ?? new Map<Visitor, Person>();
      const isFirst = !here.has(place);
      here.set(place, visitors.set(visitor, person));
      if (isFirst) ask([place]);
      touch(place, true);
      return true;
    },
    leave,
    leaveAll(visitor) {
      for (const place of [...(places.get(visitor) ?? [])]) leave(visitor, place);
    },
    placesOf: (visitor) => [...(places.get(visitor) ?? [])],
    visitorsOf: (place) => [...(here.get(place)?.keys() ?? [])],
    heard(name, told) {
      for (const { place, people } of told) {
        if (!here.has(place)) continue;
        const nodes = elsewhere.get(place) ?? new Map<string, Elsewhere>();
        const before = nodes.get(name)?.people ?? [];
        if (people.length > 0) nodes.set(name, { people, at: Date.now() });
        else nodes.delete(name);
        elsewhere.set(place, nodes);
        if (JSON.stringify(before) !== JSON.stringify(people)) touch(place, false);
      }
    },
    asked(names) {
      announceAll(names.filter((place) => here.has(place)));
    },
    close() {
      clearTimeout(calm);
      clearInterval(again);
      const left = [...here.keys()];
      here.clear();
      announceAll(left);
    },
  };
}

/** Each person once, however many windows they have. */
function distinct(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()].slice(0, mostPeople);
}
