import type { Logger } from 'pino';
import type { Access } from '../access/types.ts';
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
  const access = parts.sudo ? live.accessOf([adminRole]) : (parts.access ?? live.accessOf(actor.roles));
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
    attempt: async (f) => {
      if (!tx) throw new Error('there is no transaction to go on with');
      const changes: RecordChange[] = [];
      const result = await savepoint(tx, () => f(build(parts, tx, changes)));
      pending?.push(...changes);
      return result;
    },
    as: (other) =>
      build({ ...(other === actor ? parts : withoutAccess(parts)), actor: other, sudo: false }, tx, pending),
    within: (limited) => build({ ...parts, access: limited, sudo: false }, tx, pending),
    causes: parts.causes ?? [],
    causedBy: (cause) => build({ ...withoutForm(parts), causes: [...(parts.causes ?? []), cause] }, tx, pending),
    form: parts.form,
    submittedWith: (form) => build({ ...parts, form }, tx, pending),
    hooked: (hooks) => build({ ...parts, live: { ...live, hooks } }, tx, pending),
    sudo: () => (parts.sudo ? ctx : build({ ...parts, sudo: true }, tx, pending)),
    through: (via) => build({ ...parts, via }, tx, pending),
  };
  return ctx;
}

interface Parts extends CtxParts {
  /** Without the limits of the actor's roles. */
  readonly sudo?: boolean;
  /** Instead of that of the actor's roles. */
  readonly access?: Access;
  readonly causes?: readonly string[];
  readonly form?: string;
}

function withoutAccess({ access: _, ...parts }: Parts): Parts {
  return parts;
}

function withoutForm({ form: _, ...parts }: Parts): Parts {
  return parts;
}

/** The statements are sent without waiting for their answers: they come in order. */
async function savepoint<T>(tx: Tx, f: () => Promise<T>): Promise<T> {
  const begun = tx.query({ text: 'savepoint attempt', values: [] });
  try {
    const [result] = await Promise.all([f(), begun]);
    await tx.query({ text: 'release savepoint attempt', values: [] });
    return result;
  } catch (error) {
    await tx.query({ text: 'rollback to savepoint attempt; release savepoint attempt', values: [] });
    throw error;
  }
}
