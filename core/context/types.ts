import type { Logger } from 'pino';
import type { Access } from '../access/types.ts';
import type { PlanCache } from '../db/PlanCache.ts';
import type { Db, Queryable, Tx } from '../db/types.ts';
import type { JsonObject } from '../lib/json.ts';
import type { OldName } from '../model/references/oldNames.ts';
import type { Model } from '../model/types.ts';
import type { Validators } from '../model/validators.ts';

/** Who asks. */
export interface Actor {
  readonly kind: 'user' | 'token' | 'plugin' | 'workflow' | 'system';
  /** uuid; a token has that of the user for whom it acts. */
  readonly id: string;
  readonly name: string;
  /** Names of the roles held, sorted. */
  readonly roles: readonly string[];
  /**
   * What expressions know as `actor.…` beyond id, name and kind: `teams`, `teamUsers`, `teamsBelow`, `belowUsers`,
   * `grantees` (all of them ids) and the plain fields of the user's record, as JSON has them.
   */
  readonly facts: Readonly<Record<string, ActorFact>>;
  /** Who really looks, where an administrator sees Kiln as this actor does. Never with a change. */
  readonly viewer?: Pick<Actor, 'kind' | 'id' | 'name'>;
}

export type ActorFact = string | number | boolean | null | readonly string[];

/** What happened to a record, told after commit. */
export interface RecordChange {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
  readonly action: 'created' | 'updated' | 'deleted' | 'restored' | 'purged';
}

/** Which way a request came in. */
export type Via = 'ui' | 'token' | 'plugin' | 'workflow' | 'import' | 'cli' | 'system';

/** What the audit keeps beside the changes of records, which their own statements write. */
type AuditAction =
  | RecordChange['action']
  | 'read'
  | 'revealed'
  | 'denied'
  | 'exported'
  | 'imported'
  | 'shared'
  | 'unshared'
  | 'signedIn'
  | 'signedOut'
  | 'signInFailed'
  | 'definitionsChanged'
  | 'rolesChanged'
  | 'usersChanged'
  | 'tokensChanged'
  | 'pluginConfigured'
  | 'secretsChanged'
  | 'runsChanged'
  | 'eventsRetried'
  | 'approval'
  | 'viewedAs';

/** One entry of the audit, as it is written. */
export interface AuditEntry {
  /** When it happened; absent: now. */
  readonly at?: Date;
  readonly action: AuditAction;
  /** Null: nobody has signed in. */
  readonly actor: Pick<Actor, 'kind' | 'id' | 'name'> | null;
  readonly via: Via;
  readonly requestId: string;
  /** x-id */
  readonly entity?: string;
  readonly record?: string;
  readonly details?: JsonObject;
}

/** Takes entries that may be written after the answer. None is lost when the server stops. */
export interface AuditTrail {
  note(entry: AuditEntry): void;
}

/** By keys of an actor and an entity. Forgets by itself: it chooses the way to the rows, not the rows. */
export interface OwnersOfMany {
  has(key: string): boolean;
  set(key: string, value: true): unknown;
}

/** A hook that is asked before a write, and one that is told of it in its transaction. */
export type BeforeAction = 'creating' | 'updating' | 'deleting';
export type AfterAction = 'created' | 'updated' | 'deleted';

/** A record of a write that a hook is asked about. */
export interface HookedWrite {
  /** Absent for a record that is created without one. */
  readonly id?: string;
  /** As in the API: all values of a new record, the change of one that is there, nothing for one that goes. */
  readonly values: JsonObject;
}

/** What hooks made of a write: `values` over those that were given. */
export interface HookedValues {
  readonly values: JsonObject;
  /** Names of the fields among them that were set by a right of the plugin's own: the actor's is not asked for. */
  readonly own: readonly string[];
}

/**
 * Asks everybody who listens, once for all records. Resolves to what they made of each, in order. Rejects with
 * KILN_INVALID where one was refused, `pointerOf` gives the JSON pointer of the n-th, and with KILN_PLUGIN_… where a
 * plugin failed.
 */
export type BeforeHook = (
  ctx: Ctx,
  writes: readonly HookedWrite[],
  pointerOf: (index: number) => string,
) => Promise<readonly HookedValues[]>;

/** Tells everybody who listens, inside the transaction of the write. */
export interface AfterHook {
  /** Before the write, its rows locked: keeps what they were like, for whoever is told of it afterwards. */
  keep(tx: Ctx, ids: readonly string[]): Promise<KeptRecords>;
  tell(tx: Ctx, ids: readonly string[], kept: KeptRecords, pointerOf: (index: number) => string): Promise<void>;
}

/** What records were like, as each listener may see them. */
export type KeptRecords = ReadonlyMap<string, ReadonlyMap<string, JsonObject>>;

/** Who is told of a write, such as a plugin, and by what of it. */
export interface Subscriber {
  readonly subscriber: string;
  readonly handler: string;
}

/** Who listens to writes. The hooks of an entity that nobody listens to are undefined, and cost nothing. */
export interface RecordHooks {
  before(entity: string, action: BeforeAction): BeforeHook | undefined;
  after(entity: string, action: AfterAction): AfterHook | undefined;
  /** Who is told of it after the commit, by the queue. */
  subscribers(entity: string, action: RecordChange['action']): readonly Subscriber[];
  /** Runs f when few enough transactions of this process wait for hooks: the others need connections, too. */
  admit<T>(f: () => Promise<T>): Promise<T>;
}

/** A model with what is built for it once and dropped with it. */
export interface LiveModel {
  readonly model: Model;
  readonly validators: Validators;
  readonly plans: PlanCache;
  /** What the holder of these roles (sorted) may do, made once. */
  readonly accessOf: (roles: readonly string[]) => Access;
  /** Who was found to own many records of an entity a moment ago (see fewOrMany). */
  readonly ownersOfMany: OwnersOfMany;
  /** Names that entities, fields and options had, and that requests may still say. */
  readonly oldNames: readonly OldName[];
  readonly hooks: RecordHooks;
}

/** Everything one request may use. First argument of every operation. */
export interface Ctx extends LiveModel {
  readonly db: Db;
  /** The open transaction, if any: operations run their statements on `run`. */
  readonly tx?: Tx;
  /** `tx ?? db` */
  readonly run: Queryable;
  readonly actor: Actor;
  /** What the actor may do. Statements obey it by themselves: `plans` are those of this access. */
  readonly access: Access;
  readonly log: Logger;
  readonly requestId: string;
  readonly via: Via;
  readonly trail: AuditTrail;
  /** Secret box for encrypted fields. */
  readonly vault: Vault;
  /** Tells `change` once the enclosing transaction has committed, at once when there is none. */
  changed(change: RecordChange): void;
  /** The same context inside a transaction; joins the one that is open. */
  inTx<T>(f: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** In an open transaction: what f did is undone when it throws, and the transaction can go on. */
  attempt<T>(f: (ctx: Ctx) => Promise<T>): Promise<T>;
  as(actor: Actor): Ctx;
  /** The same actor with no more than this access gives. `sudo()` is without limits all the same. */
  within(access: Access): Ctx;
  /** Hooks that led to this, the outermost first: `retail-membership order.created`. */
  readonly causes: readonly string[];
  causedBy(cause: string): Ctx;
  /** Name of the form with which the request makes its records; not that of what follows from it. */
  readonly form: string | undefined;
  submittedWith(form: string): Ctx;
  /** The same with other hooks. */
  hooked(hooks: RecordHooks): Ctx;
  /** The same actor without limits: for what the model itself does in the actor's name, such as rules and cascades. */
  sudo(): Ctx;
  through(via: Via): Ctx;
}

/** AES-256-GCM with a random nonce, and a keyed hash for equality search (blind index). */
export interface Vault {
  /** base64 of version byte, nonce, ciphertext and tag */
  seal(plain: string): string;
  open(sealed: string): string;
  /** base64 HMAC-SHA-256 of the normalised text, keyed per purpose (entity and field ids) */
  blindIndex(plain: string, purpose: string): string;
  /** base64 HMAC-SHA-256 of a text, to prove that it was written with this secret */
  sign(text: string): string;
}
