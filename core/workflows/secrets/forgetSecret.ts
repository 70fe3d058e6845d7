import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';

/** Throws KILN_NOT_FOUND where there is none of this name. */
export async function forgetSecret(ctx: Ctx, name: string): Promise<void> {
  requireRight(ctx, 'workflows');
  await ctx.inTx(async (tx) => {
    const [row] = await tx.run.query({
      text: 'delete from kiln.workflow_secret where name = $1 returning 1',
      values: [name],
    });
    if (!row) throw new KilnError('KILN_NOT_FOUND', { detail: `There is no secret '${name.slice(0, 60)}'.` });
    await audit(tx, { action: 'secretsChanged', details: { forgotten: name } });
  });
}
