import type { Logger } from 'pino';
import type { PlanCache } from '../db/PlanCache.ts';
import type { Db, Queryable, Tx } from '../db/types.ts';
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
   * What expressions know as `actor.…` beyond id, name and kind: `teams`, `teamUsers`, `teamsBelow`, `belowUsers`, `grantees`
   * (all of them ids) and the plain fields of the user's record, as JSON has them.
   */
  readonly facts: Readonly<Record<string, ActorFact>>;
}

export type ActorFact = string | number | boolean | null | readonly string[];

/** What happened to a record, told after commit. */
export interface RecordChange {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
  readonly action: 'created' | 'updated' | 'deleted' | 'restored' | 'purged';
}

/** A model with what is built for it once and dropped with it. */
export interface LiveModel {
  readonly model: Model;
  readonly validators: Validators;
  readonly plans: PlanCache;
}

/** Everything one request may use. First argument of every operation. */
export interface Ctx extends LiveModel {
  readonly db: Db;
  /** The open transaction, if any: operations run their statements on `run`. */
  readonly tx?: Tx;
  /** `tx ?? db` */
  readonly run: Queryable;
  readonly actor: Actor;
  readonly log: Logger;
  readonly requestId: string;
  /** Secret box for encrypted fields. */
  readonly vault: Vault;
  /** Tells `change` once the enclosing transaction has committed, at once when there is none. */
  changed(change: RecordChange): void;
  /** The same context inside a transaction; joins the one that is open. */
  inTx<T>(f: (ctx: Ctx) => Promise<T>): Promise<T>;
  as(actor: Actor): Ctx;
}

/** AES-256-GCM with a random nonce, and a keyed hash for equality search (blind index). */
export interface Vault {
  /** base64 of version byte, nonce, ciphertext and tag */
  seal(plain: string): string;
  open(sealed: string): string;
  /** base64 HMAC-SHA-256 of the normalised text, keyed per purpose (entity and field ids) */
  blindIndex(plain: string, purpose: string): string;
}
