import { decoded } from '../../lib/decoded.ts';
/** A place in the application: a record, or a list (with one of its views). No titles: those are read when they are shown. */
export interface Place {
  readonly entity: string;
  readonly id?: string;
  readonly view?: string;
}

export interface VisitsState {
  /** Records that were opened, the latest first. */
  readonly recent: readonly Place[];
  /** In the order in which they were added. */
  readonly favourites: readonly Place[];
}

/** What this browser remembers of where somebody was. */
export interface Visits {
  state(): VisitsState;
  subscribe(listener: () => void): () => void;
  opened(place: Place): void;
  toggleFavourite(place: Place): void;
  /** Takes a place that is gone out of both. */
  forget(place: Place): void;
}

const key = 'kiln.visits';
const most = 12;
const none: VisitsState = { recent: [], favourites: [] };

export function createVisits(storage: Pick<Storage, 'getItem' | 'setItem'>): Visits {
  const listeners = new Set<() => void>();
  let state = read(storage);

  function set(next: VisitsState): void {
    state = next;
    try {
      storage.setItem(key, JSON.stringify(next));
    } catch {
      // Full or forbidden: remembered for this visit only.
    }
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    opened(place) {
      const [latest] = state.recent;
      if (latest && samePlace(latest, place)) return;
      set({ ...state, recent: [place, ...without(state.recent, place)].slice(0, most) });
    },
    toggleFavourite(place) {
      const rest = without(state.favourites, place);
      const favourites = rest.length < state.favourites.length ? rest : [...rest, place];
      set({ ...state, favourites });
    },
    forget(place) {
      set({ recent: without(state.recent, place), favourites: without(state.favourites, place) });
    },
  };
}

export function samePlace(one: Place, other: Place): boolean {
  return placeKey(one) === placeKey(other);
}

export function placeKey({ entity, id, view }: Place): string {
  return id === undefined ? `${entity}?${view ?? ''}` : `${entity}/${id}`;
}

/** The place of an address; undefined for pages that are none (start, new, bin). `view` from its search part. */
export function placeOf(pathname: string, view: unknown): Place | undefined {
  const [entity, id, more] = pathname.split('/').filter(Boolean).map(decoded);
  if (!entity || more) return undefined;
  if (id !== undefined) return /^[0-9a-f-]{36}$/i.test(id) ? { entity, id } : undefined;
  return typeof view === 'string' && view !== '' ? { entity, view } : { entity };
}

function without(places: readonly Place[], gone: Place): Place[] {
  return places.filter((place) => !samePlace(place, gone));
}

function read(storage: Pick<Storage, 'getItem'>): VisitsState {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    if (typeof value !== 'object' || value === null) return none;
    return {
      recent: 'recent' in value ? places(value.recent) : [],
      favourites: 'favourites' in value ? places(value.favourites) : [],
    };
  } catch {
    return none;
  }
}

function places(value: unknown): Place[] {
  return Array.isArray(value) ? value.filter(isPlace) : [];
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null || !('entity' in value) || typeof value.entity !== 'string')
    return false;
  return !('id' in value && typeof value.id !== 'string') && !('view' in value && typeof value.view !== 'string');
}
