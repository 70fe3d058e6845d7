import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import type { TextRow } from '../db/types.ts';
import { type Bindings, bindValues, type Requester } from './bind.ts';

/** Runs a plan on the request's connection or transaction. */
export function run(ctx: Ctx, plan: Plan, bindings: Omit<Bindings, keyof Requester>): Promise<TextRow[]> {
  const { actor, requestId, via, causes, form } = ctx;
  const values = bindValues(plan, { ...bindings, actor, requestId, via, causes, form });
  return ctx.run.query({
    text: plan.text,
    values,
    ...(plan.name ? { name: plan.name } : {}),
    ...(plan.readOnly ? { readOnly: true } : {}),
  });
}
