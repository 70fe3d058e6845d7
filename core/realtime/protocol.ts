import type { ModelChange } from '../events/createEvents.ts';
import type { JobChange } from '../online/Job.ts';
import type { RunChange } from '../workflows/engine/EngineParts.ts';

/** A committed change of one record. Whoever shows it reads it again; a deleted record then answers 404. */
export interface RecordChanged {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
}

/** Somebody who is in a place, as others there see them. */
export interface Person {
  /** Of the user. */
  readonly id: string;
  readonly name: string;
  /** Id of a file. */
  readonly avatar?: string;
}

/** Who is in a place now: told to everybody who is there, whenever it changes. At most 50. */
export interface Presence {
  readonly place: string;
  readonly people: readonly Person[];
}

/** What the server tells its clients at /live. */
export interface ServerToClient {
  presence: (presence: Presence) => void;
  'record:changed': (change: RecordChanged) => void;
  'model:changed': (change: ModelChange) => void;
  /** Of work on the tables, to those who may change definitions. */
  'job:changed': (change: JobChange) => void;
  /** One was told something (`id`), or has read something (null): so many are unread now, up to 100. */
  notification: (told: { readonly id: string | null; readonly unread: number }) => void;
  /** An approval was made or changed; to those whom it concerns, and those who look at its record. */
  'approval:changed': (change: {
    readonly id: string;
    readonly record?: { readonly entity: string; readonly id: string };
  }) => void;
  /** What became of runs of workflows, of each the latest; to those who may look at runs. */
  'run:changed': (changes: readonly RunChange[]) => void;
  /** These plugins have new lines in their logs; to those who may administer plugins. */
  'plugin:log': (told: { readonly plugins: readonly string[] }) => void;
}

/**
 * What a client may ask. A new connection hears of every entity; the first `watch` narrows it to the named ones, and after
 * the last `unwatch` it hears of none. `done` is called with false when the names are not a list of at most 200 names.
 */
export interface ClientToServer {
  watch: (entities: readonly string[], done?: (ok: boolean) => void) => void;
  unwatch: (entities: readonly string[], done?: (ok: boolean) => void) => void;
  /**
   * Enters a place: `record/<entity>/<id>` for those who may read the record, `studio`, `studio/<kind>` or
   * `studio/<kind>/<name>` for those who may change definitions. `done` is called with false for any other, for one that
   * may not be entered, and beyond 20 places. A connection that ends leaves by itself.
   */
  here: (place: string, done?: (ok: boolean) => void) => void;
  away: (place: string, done?: (ok: boolean) => void) => void;
}

/** What server processes on one database tell each other. */
export interface ServerToServer {
  records: (changes: readonly RecordChanged[]) => void;
  pluginLog: (plugins: readonly string[]) => void;
  runs: (changes: readonly RunChange[]) => void;
  /** Who is in these places at the process that says so; an empty list: nobody any more. */
  presence: (node: string, places: readonly Presence[]) => void;
  /** Who knows of people in these places answers with `presence`. */
  presenceAsked: (places: readonly string[]) => void;
}
