import type { AfterHook, Ctx } from '../context/types.ts';

/** A transaction that may wait for hooks inside. Those are few at a time; one that is open already goes on. */
export function inHookedTx<T>(ctx: Ctx, after: AfterHook | undefined, f: (tx: Ctx) => Promise<T>): Promise<T> {
  return ctx.tx || !after ? ctx.inTx(f) : ctx.hooks.admit(() => ctx.inTx(f));
}
