import type { ModelChange } from '../events/createEvents.ts';

/** A committed change of one record. Whoever shows it reads it again; a deleted record then answers 404. */
export interface RecordChanged {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
}

/** What the server tells its clients at /live. */
export interface ServerToClient {
  'record:changed': (change: RecordChanged) => void;
  'model:changed': (change: ModelChange) => void;
}

/**
 * What a client may ask. A new connection hears of every entity; the first `watch` narrows it to the named ones, and after
 * the last `unwatch` it hears of none. `done` is called with false when the names are not a list of at most 200 names.
 */
export interface ClientToServer {
  watch: (entities: readonly string[], done?: (ok: boolean) => void) => void;
  unwatch: (entities: readonly string[], done?: (ok: boolean) => void) => void;
}

/** What server processes on one database tell each other. */
export interface ServerToServer {
  records: (changes: readonly RecordChanged[]) => void;
}
