import type { Logger } from 'pino';
import type { Db, Tx } from '../db/types.ts';
import { adminRole } from '../model/adminRole.ts';
import type { Actor, AuditTrail, Ctx, LiveModel, RecordChange, Vault, Via } from './types.ts';
import { viaOf } from './viaOf.ts';

export interface CtxParts {
  /** Pinned for the whole request: a change of definitions in mid-request changes nothing under it. */
  readonly live: LiveModel;
  readonly db: Db;
  readonly vault: Vault;
  readonly actor: Actor;
  readonly log: Logger;
  readonly requestId: string;
  /** Default: by the kind of the actor. */
  readonly via?: Via;
  readonly trail: AuditTrail;
  /** Told of each change after it was committed. */
  readonly onChange: (change: RecordChange) => void;
}

/** The context of one request. Children share its parts and differ in actor or transaction. */
export function createCtx(parts: CtxParts): Ctx {
  return build(parts, undefined, undefined);
}

function build(parts: Parts, tx: Tx | undefined, pending: RecordChange[] | undefined): Ctx {
  const { live, db, vault, actor, log, requestId, trail, onChange } = parts;
  const access = live.accessOf(parts.sudo ? [adminRole] : actor.roles);
  const ctx: Ctx = {
    ...live,
    plans: live.plans.scoped(access.key),
    access,
    db,
    ...(tx ? { tx } : {}),
    run: tx ?? db,
    actor,
    log,
    requestId,
    via: parts.via ?? viaOf(actor),
    trail,
    vault,
    changed: (change) => (pending ? void pending.push(change) : onChange(change)),
    inTx: async (f) => {
      if (tx) return f(ctx);
      const changes: RecordChange[] = [];
      const result = await db.withTx((opened) => f(build(parts, opened, changes)));
      for (const change of changes) onChange(change);
      return result;
    },
    as: (other) => build({ ...parts, actor: other, sudo: false }, tx, pending),
    sudo: () => (parts.sudo ? ctx : build({ ...parts, sudo: true }, tx, pending)),
    through: (via) => build({ ...parts, via }, tx, pending),
  };
  return ctx;
}

interface Parts extends CtxParts {
  /** Without the limits of the actor's roles. */
  readonly sudo?: boolean;
}
