import type { Logger } from 'pino';
import type { Db, Tx } from '../db/types.ts';
import type { Actor, Ctx, LiveModel, RecordChange, Vault } from './types.ts';

export interface CtxParts {
  /** Pinned for the whole request: a change of definitions in mid-request changes nothing under it. */
  readonly live: LiveModel;
  readonly db: Db;
  readonly vault: Vault;
  readonly actor: Actor;
  readonly log: Logger;
  readonly requestId: string;
  /** Told of each change after it was committed. */
  readonly onChange: (change: RecordChange) => void;
}

/** The context of one request. Children share its parts and differ in actor or transaction. */
export function createCtx(parts: CtxParts): Ctx {
  return build(parts, undefined, undefined);
}

function build(parts: CtxParts, tx: Tx | undefined, pending: RecordChange[] | undefined): Ctx {
  const { live, db, vault, actor, log, requestId, onChange } = parts;
  const ctx: Ctx = {
    ...live,
    db,
    ...(tx ? { tx } : {}),
    run: tx ?? db,
    actor,
    log,
    requestId,
    vault,
    changed: (change) => (pending ? void pending.push(change) : onChange(change)),
    inTx: async (f) => {
      if (tx) return f(ctx);
      const changes: RecordChange[] = [];
      const result = await db.withTx((opened) => f(build(parts, opened, changes)));
      for (const change of changes) onChange(change);
      return result;
    },
    as: (other) => build({ ...parts, actor: other }, tx, pending),
  };
  return ctx;
}
