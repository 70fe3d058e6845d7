/**
 * What a plugin is written against: `import { definePlugin } from 'kiln:sdk'`.
 *
 * A plugin runs in a sandbox: it sees the language, a few web standards (see `kiln-globals.d.ts`), and what its context
 * (`ctx`, the first argument of everything) offers. Everything that `ctx` does asks the server, which checks it against
 * what the plugin was granted.
 */
declare module 'kiln:sdk' {
  /** What crosses between plugin and server. */
  export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };
  export type JsonObject = { readonly [name: string]: Json | undefined };

  /**
   * Types of this installation's entities. Empty here; generated types fill it in, so that `ctx.records('contact')` knows
   * its fields:
   *
   * ```ts
   * declare module 'kiln:sdk' {
   *   interface Records {
   *     contact: { record: Contact; create: ContactCreate; update: ContactUpdate };
   *   }
   * }
   * ```
   */
  export interface Records {}

  /** The name of an entity: one of `Records`, or any other. */
  export type EntityName = (keyof Records & string) | (string & {});

  /** What every record has beside its fields. */
  export interface SystemFields {
    readonly id: string;
    /** Grows by one with each change. */
    readonly version: number;
    /** ISO 8601 */
    readonly createdAt: string;
    readonly createdBy: string | null;
    readonly updatedAt: string;
    readonly updatedBy: string | null;
    readonly deletedAt: string | null;
  }

  /** A record as it is read. Decimals are numbers, dates and times text in ISO 8601, relations ids. */
  export type RecordOf<E extends string> = E extends keyof Records
    ? Records[E] extends { record: infer R }
      ? SystemFields & Readonly<R>
      : AnyRecord
    : AnyRecord;
  /** The values of a new record. */
  export type CreateOf<E extends string> = E extends keyof Records
    ? Records[E] extends { create: infer C }
      ? C
      : JsonObject
    : JsonObject;
  /** Some values of a record, as they shall become. Null empties a field. */
  export type UpdateOf<E extends string> = E extends keyof Records
    ? Records[E] extends { update: infer U }
      ? U
      : JsonObject
    : JsonObject;
  /** A record of an entity that no types are known of. */
  // biome-ignore lint/suspicious/noExplicitAny: nothing is known of its fields
  export type AnyRecord = SystemFields & { readonly [field: string]: any };

  /** How records are found. */
  export interface FindOptions {
    /**
     * A condition in CEL: `stage == 'active' && account.industry == 'retail'`. Write values with the tag `cel`, never by
     * gluing text: `` cel`name == ${name}` ``.
     */
    readonly where?: string;
    /** Fields, nested where they are relations: `name,account(name),lines(product,quantity)`. Absent: the record's own. */
    readonly select?: string;
    /** `-createdAt,name`. Absent: the newest first. */
    readonly sort?: string;
    /** 1 to 1,000; absent: 50. */
    readonly limit?: number;
    /** `next` of the page before. */
    readonly after?: string;
    /** Words that all have to be found. */
    readonly search?: string;
    /** Also count all that match. */
    readonly count?: boolean;
    /** Those in the recycle bin. */
    readonly deleted?: boolean;
  }

  /** A page of records. */
  export interface Page<R> {
    readonly data: readonly R[];
    /** For `after`; null on the last page. */
    readonly next: string | null;
    /** Only with `count: true`. */
    readonly count?: number;
  }

  export interface AggregateOptions {
    /** `count(),sum(amount)`; also `countDistinct(f)`, `avg(f)`, `min(f)`, `max(f)`. */
    readonly measure: string;
    /** `stage,month(closeDate)`. Absent: one row over everything. */
    readonly group?: string;
    /** A condition in CEL, as in `find`. */
    readonly where?: string;
    /** `-sum(amount)` */
    readonly sort?: string;
    /** 1 to 1,000. */
    readonly limit?: number;
    /** IANA name of the zone whose days, weeks and months are meant. Absent: UTC. */
    readonly timeZone?: string;
  }

  /** The records of one entity. Each method throws `HostError` when the server refuses. */
  export interface RecordsOf<E extends string> {
    /** The record, or null where there is none that may be read. */
    get(
      id: string,
      options?: {
        readonly select?: string;
        /** Keeps others from changing it until the transaction ends. Only in after-hooks and migrations. */
        readonly lock?: boolean;
      },
    ): Promise<RecordOf<E> | null>;
    /** A page of records. */
    find(options?: FindOptions): Promise<Page<RecordOf<E>>>;
    /** The first record that matches, or null. */
    first(options?: Omit<FindOptions, 'limit' | 'after' | 'count'>): Promise<RecordOf<E> | null>;
    /** Every record that matches, page by page: `for await (const contact of ctx.records('contact').each({…}))`. */
    each(options?: Omit<FindOptions, 'after' | 'count'>): AsyncIterableIterator<RecordOf<E>>;
    /** Makes a record and answers it; of up to 1,000 values all or none. */
    create(values: CreateOf<E>): Promise<RecordOf<E>>;
    create(values: readonly CreateOf<E>[]): Promise<readonly RecordOf<E>[]>;
    /**
     * Changes a record and answers it. With `version`, only if nobody has changed it since: else `HostError` with code
     * `KILN_STALE`.
     */
    update(id: string, values: UpdateOf<E>, options?: { readonly version?: number }): Promise<RecordOf<E>>;
    /** Moves a record into the recycle bin. */
    delete(id: string, options?: { readonly version?: number }): Promise<void>;
    /** Rows with the groups and measures, named as they were asked for: `row['sum(amount)']`. */
    aggregate(options: AggregateOptions): Promise<readonly { readonly [item: string]: Json }[]>;
  }

  /** Who caused the call. In jobs and events that is the plugin itself. */
  export interface Actor {
    readonly kind: 'user' | 'token' | 'plugin' | 'workflow' | 'system';
    readonly id: string;
    readonly name: string;
    /** Names of the roles held. */
    readonly roles: readonly string[];
  }

  export interface RequestOptions {
    /** Absent: GET. */
    readonly method?: string;
    readonly headers?: { readonly [name: string]: string } | readonly (readonly [string, string])[];
    /** Text or bytes as they are; anything else is sent as JSON, with its content type. */
    readonly body?: string | Uint8Array | URLSearchParams | JsonObject | readonly Json[];
    /** What a redirect does. Absent: it is followed, where its host is granted, too. */
    readonly redirect?: 'follow' | 'manual' | 'error';
    /** Milliseconds. Absent: what is left of the call. */
    readonly timeoutMs?: number;
    /** Gives up waiting. */
    readonly signal?: AbortSignal;
  }

  /** An answer over HTTP, whatever its status. */
  export interface HttpResponse {
    /** The status is from 200 to 299. */
    readonly ok: boolean;
    readonly status: number;
    readonly statusText: string;
    /** After redirects. */
    readonly url: string;
    readonly redirected: boolean;
    readonly headers: {
      /** Whatever the case; several of one name are joined by a comma. Null where there is none. */
      get(name: string): string | null;
      has(name: string): boolean;
      entries(): IterableIterator<[string, string]>;
    };
    text(): Promise<string>;
    /** Throws SyntaxError when it is no JSON. */
    // biome-ignore lint/suspicious/noExplicitAny: whatever the other side sent
    json(): Promise<any>;
    bytes(): Promise<Uint8Array>;
  }

  /**
   * A store of the plugin's own: values by key, of 1 to 500 characters. Needs `"kv": true`. Values of other plugins are out of
   * reach.
   */
  export interface KeyValueStore {
    /** The value, or null. */
    get<T extends Json = Json>(key: string): Promise<T | null>;
    /** Keeps a value and answers whether it did: of many calls at the same time, one wins. */
    set(
      key: string,
      value: Json,
      options?: {
        readonly ttlSeconds?: number;
        /** Only where there is no value. */
        readonly ifAbsent?: boolean;
        /** Only where the value is this one. */
        readonly expected?: Json;
      },
    ): Promise<boolean>;
    /** Adds to a number, which is 0 where there is none, and answers what it is then; also when many do at once. */
    increment(key: string, by?: number, options?: { readonly ttlSeconds?: number }): Promise<number>;
    /** Whether there was a value. */
    delete(key: string): Promise<boolean>;
    /** In the order of keys. */
    list(options?: {
      readonly prefix?: string;
      /** `next` of the page before. */
      readonly after?: string;
      /** 1 to 1,000; absent: 100. */
      readonly limit?: number;
    }): Promise<{
      readonly data: readonly { readonly key: string; readonly value: Json }[];
      readonly next: string | null;
    }>;
  }

  /** What a plugin plans for later. Needs `"schedule": true`. */
  export interface Schedule {
    /**
     * Runs a job of this plugin once at that time, with this input. With a `key`, what was planned under it before is
     * replaced. Inside of an after-hook it is planned only if the write succeeds.
     */
    at(
      when: Date | string,
      job: string,
      input?: Json,
      options?: { readonly key?: string },
    ): Promise<{ readonly id: string }>;
    /** Whether something was planned under the key. */
    cancel(key: string): Promise<boolean>;
  }

  /** Lines in the plugin's log. At most 200 a call; `data` is any JSON. `console` writes there, too. */
  export interface Log {
    debug(message: string, data?: Json): void;
    info(message: string, data?: Json): void;
    warn(message: string, data?: Json): void;
    error(message: string, data?: Json): void;
  }

  /** Everything that one call of a plugin may use. It ends with the call. */
  export interface Ctx {
    readonly actor: Actor;
    /** Language that the actor has set, such as `zh-CN`; else, and in events and jobs, `en`. */
    readonly locale: string;
    /** When the call began. */
    readonly now: Date;
    /** IANA name of the time zone that the actor has set; else, and in events and jobs, `UTC`. */
    readonly timeZone: string;
    /** The same in everything that is logged for one request. */
    readonly requestId: string;
    /** In events, jobs and steps of workflows the same for each try, so that what was done already can be recognised. */
    readonly idempotencyKey: string | undefined;
    /** Settings of the plugin, as its manifest's `config` describes them. Read-only. */
    // biome-ignore lint/suspicious/noExplicitAny: its form is the plugin's own
    readonly config: any;
    /**
     * Records in the actor's name: what the plugin was granted under `records`, and never more than the actor may do. In
     * after-hooks and migrations they are read and written in the same transaction as the write.
     */
    records<const E extends EntityName>(entity: E): RecordsOf<E>;
    /** What the plugin may do by itself, whoever asks: what it was granted under `own`. */
    readonly own: {
      records<const E extends EntityName>(entity: E): RecordsOf<E>;
    };
    /** HTTP, to the hosts that were granted. Private addresses are out of reach. */
    fetch(url: string | URL, options?: RequestOptions): Promise<HttpResponse>;
    readonly secrets: {
      /** The secret's text, or null while nobody has set it. */
      get(name: string): Promise<string | null>;
    };
    readonly kv: KeyValueStore;
    readonly schedule: Schedule;
    readonly log: Log;
    readonly services: {
      /** Calls a service of another plugin. */
      call<T extends Json = Json>(plugin: string, service: string, input?: Json): Promise<T>;
    };
    /**
     * Tells of something that happened: workflows with the trigger `plugin` that wait for this event run with `data`. Inside
     * of an after-hook they do only if the write succeeds.
     */
    emit(event: string, data?: Json): Promise<void>;
    /**
     * The text in the actor's language, from the plugin's locales, else as it is. `{name}` is filled in from `values`.
     */
    t(text: string, values?: { readonly [name: string]: string | number }): string;
  }

  type MaybePromise<T> = T | Promise<T>;
  // biome-ignore lint/suspicious/noConfusingVoidType: a hook may end without an answer
  type Changes<E extends string> = MaybePromise<Partial<UpdateOf<E>> | void>;

  /**
   * What is done around writes of an entity. Records are read-only: a before-hook answers the values that it wants
   * otherwise, and `refuse` makes the write fail.
   *
   * `creating`, `updating` and `deleting` come before the write, outside of its transaction; what they answer is checked
   * like what was sent. `created`, `updated` and `deleted` run inside the transaction: what they write is saved together
   * with it or not at all. Of a batch, each record gets a call of its own: before the write several at a time, after it
   * one after the other.
   */
  export interface Hooks<E extends string> {
    /** `record`: the values sent, with defaults. */
    creating?(ctx: Ctx, record: CreateOf<E>): Changes<E>;
    /** `change`: the values sent; `record`: as it is. */
    updating?(ctx: Ctx, change: UpdateOf<E>, record: RecordOf<E>): Changes<E>;
    deleting?(ctx: Ctx, record: RecordOf<E>): MaybePromise<void>;
    created?(ctx: Ctx, record: RecordOf<E>): MaybePromise<void>;
    /** `before`: as it was. */
    updated?(ctx: Ctx, record: RecordOf<E>, before: RecordOf<E>): MaybePromise<void>;
    deleted?(ctx: Ctx, record: RecordOf<E>): MaybePromise<void>;
  }

  /** Something that happened to a record, told after the commit. */
  export interface RecordEvent<E extends string = string> {
    readonly entity: E;
    readonly action: 'created' | 'updated' | 'deleted' | 'restored' | 'purged';
    /** Id of the record. */
    readonly id: string;
    readonly version: number;
    /** ISO 8601 */
    readonly at: string;
    /** Who did it. */
    readonly actor: { readonly kind: string; readonly id: string; readonly name: string } | null;
    /** The record as it is by now; null where it is gone. */
    readonly record: RecordOf<E> | null;
  }

  /** Called by name. `input` and `output` are JSON Schemas, checked by the server. */
  export interface Callable<I = Json, O = unknown> {
    readonly title?: string;
    readonly description?: string;
    readonly input?: JsonObject;
    readonly output?: JsonObject;
    /** Names of roles that may call it. Absent: everybody who has signed in. */
    readonly roles?: readonly string[];
    handler(ctx: Ctx, input: I): MaybePromise<O>;
  }
  // biome-ignore lint/suspicious/noExplicitAny: input and output are the author's to type
  export type CallableOrFunction = Callable<any, any> | ((ctx: Ctx, input: any) => unknown);

  export interface Job {
    /** What it is called where plugins are looked at; its translations stand among the texts of the plugin. */
    readonly title?: string;
    /** Five fields: minute, hour, day of month, month, day of week. Absent: runs only when `ctx.schedule.at` says so. */
    readonly cron?: string;
    /** IANA name of the zone that `cron` means. Absent: UTC. */
    readonly timeZone?: string;
    /** `input`: what `ctx.schedule.at` was given; null from `cron`. */
    // biome-ignore lint/suspicious/noExplicitAny: the author's to type
    handler(ctx: Ctx, input: any): MaybePromise<void>;
  }

  /** Changes of data from one version to another. Both run in the transaction of the upgrade or downgrade. */
  export interface Migration {
    up(ctx: Ctx): MaybePromise<void>;
    down?(ctx: Ctx): MaybePromise<void>;
  }

  export interface PluginDefinition {
    /** By entity. */
    readonly hooks?: { readonly [E in EntityName]?: Hooks<E> };
    /** By `entity.action`, such as `order.updated`. A handler that throws is tried again, with the same `ctx.idempotencyKey`. */
    readonly events?: { readonly [name: string]: (ctx: Ctx, event: RecordEvent) => MaybePromise<void> };
    /** Called by buttons, by widgets, and by `POST /api/plugins/<id>/functions/<name>`. */
    readonly functions?: { readonly [name: string]: CallableOrFunction };
    /** Steps of workflows. */
    readonly steps?: { readonly [name: string]: CallableOrFunction };
    /** What runs by the clock, or when `ctx.schedule.at` says so. */
    readonly jobs?: { readonly [name: string]: Job | Job['handler'] };
    /** What other plugins may call. */
    readonly services?: { readonly [name: string]: CallableOrFunction };
    /** By the version that they lead to. */
    readonly migrations?: { readonly [version: string]: Migration };
  }

  /** Says what a plugin has: `export default definePlugin({…})`. */
  export function definePlugin<const P extends PluginDefinition>(plugin: P): P;

  /** Message by field. */
  export type FieldMessages = { readonly [field: string]: string };

  /**
   * Says no: the write or the call fails with 422, and people see the message, at the field where one is named. Not a
   * failure of the plugin.
   *
   * ```ts
   * refuse('The order is closed.');
   * refuse({ points: ctx.t('Not enough points.') });
   * ```
   */
  export function refuse(message: string, fields?: FieldMessages): never;
  export function refuse(fields: FieldMessages): never;

  /** What `refuse` throws. */
  export class Refusal extends Error {
    constructor(message: string, fields?: FieldMessages);
    constructor(fields: FieldMessages);
    readonly fields: FieldMessages;
  }

  /** One thing that is wrong with a request, as in the API's problem documents. */
  export interface HostFault {
    /** JSON pointer into what was sent, such as `/name`. */
    readonly pointer: string;
    readonly code: string;
    readonly message: string;
  }

  /** What the server refused: thrown by everything that `ctx` does. May be caught. */
  export class HostError extends Error {
    private constructor();
    /** `KILN_NOT_FOUND`, `KILN_INVALID`, `KILN_FORBIDDEN`, `KILN_STALE` … */
    readonly code: string;
    readonly errors: readonly HostFault[];
    /** What else the problem document says. */
    readonly data: JsonObject;
  }

  /**
   * A condition in CEL with values that cannot become anything but values:
   * `` cel`member == ${id} && points > ${least}` ``. Takes texts, numbers, true and false, null, dates (as times), and lists
   * of them.
   */
  export function cel(parts: TemplateStringsArray, ...values: readonly CelValue[]): string;
  export type CelValue = string | number | boolean | null | Date | readonly CelValue[];
}
