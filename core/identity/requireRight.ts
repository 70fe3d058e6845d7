import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { SystemRight } from '../model/types.ts';

/** Throws KILN_FORBIDDEN where the actor does not hold the system right. */
export function requireRight(ctx: Ctx, right: SystemRight): void {
  if (ctx.access.mayUse(right)) return;
  throw new KilnError('KILN_FORBIDDEN', { detail: `This takes the system right "${right}".` });
}
