/** What tests of a plugin use: a real Kiln with the plugin in its sandbox. `npx kiln plugin test` runs them. */
declare module 'kiln:test' {
  import type { CreateOf, EntityName, Json, JsonObject, RecordOf, UpdateOf } from 'kiln:sdk';

  /**
   * What somebody can do, over the API and with their own rights. Each rejects with `Refused` where the server refuses.
   */
  export interface Person {
    records<const E extends EntityName>(entity: E): RecordsApi<E>;
    /** Calls a function of the plugin. */
    // biome-ignore lint/suspicious/noExplicitAny: what the function answers is the test's to know
    call(name: string, input?: Json): Promise<any>;
    /** A request with this person's token; paths begin with /. */
    fetch(path: string, init?: RequestInit): Promise<Response>;
  }

  export interface RecordsApi<E extends string> {
    get(id: string, options?: { readonly select?: string }): Promise<RecordOf<E>>;
    find(options?: {
      readonly where?: string;
      readonly select?: string;
      readonly sort?: string;
      readonly limit?: number;
    }): Promise<readonly RecordOf<E>[]>;
    create(values: CreateOf<E>): Promise<RecordOf<E>>;
    update(id: string, values: UpdateOf<E>): Promise<RecordOf<E>>;
    delete(id: string): Promise<void>;
  }

  /**
   * A Kiln of the test file's own, with the base CRM and the plugin that the file belongs to; an administrator's view
   * of it.
   */
  export interface Kiln extends Person {
    /** Such as http://127.0.0.1:40123. */
    readonly url: string;
    /** Somebody new with these roles. */
    as(...roles: readonly string[]): Promise<Person>;
    configure(settings: {
      readonly config?: JsonObject;
      readonly secrets?: Readonly<Record<string, string>>;
    }): Promise<void>;
    /** Runs a job as its clock would. */
    runJob(name: string): Promise<void>;
    /** Resolves when every event was handled. */
    settled(): Promise<void>;
    /** Another version of the plugin, from a folder; relative paths begin at the plugin's own. */
    upgrade(folder: string): Promise<void>;
    /** Back to a version that was installed before. */
    downgrade(version: string): Promise<void>;
    close(): Promise<void>;
  }

  /** What the server refused, as its problem document says it. */
  export class Refused extends Error {
    readonly status: number;
    readonly code: string;
    readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string }[];
  }

  export interface KilnOptions {
    readonly config?: JsonObject;
    readonly secrets?: Readonly<Record<string, string>>;
    /** Folders of other plugins that it needs, in their order; relative paths begin at the plugin's own. */
    readonly plugins?: readonly string[];
  }

  /** Begins in some 2 s. Close it after the tests. */
  export function openKiln(options?: KilnOptions): Promise<Kiln>;

  type Work = () => unknown;

  /** What vitest offers to tests; see https://vitest.dev/api. */
  export function test(name: string, work: Work, timeoutMs?: number): void;
  export function describe(name: string, work: Work): void;
  export function beforeAll(work: Work): void;
  export function afterAll(work: Work): void;
  export function beforeEach(work: Work): void;
  export function afterEach(work: Work): void;
  export const expect: {
    // biome-ignore lint/suspicious/noExplicitAny: assertions are vitest's own
    (actual: unknown, message?: string): any;
    // biome-ignore lint/suspicious/noExplicitAny: assertions are vitest's own
    readonly [matcher: string]: any;
  };
}
