import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isUuid } from '../query/bind.ts';
import { shareable } from './shareable.ts';

/**
 * Takes a share back from a user or team. Throws KILN_NOT_FOUND, or KILN_FORBIDDEN where the actor may not share the
 * record.
 */
export async function unshare(ctx: Ctx, entityName: string, id: string, grantee: string): Promise<void> {
  await ctx.inTx(async (tx) => {
    const { entity, version } = await shareable(tx, entityName, id);
    const rows = await tx.run.query({
      text: `delete from kiln.share where entity = $1 and record = $2::uuid and grantee = $3::uuid returning level`,
      values: [entity.id, id, isUuid(grantee) ? grantee : null],
    });
    if (rows.length === 0) throw new KilnError('KILN_NOT_FOUND', { detail: 'The record is not shared with them.' });
    await audit(tx, { action: 'unshared', entity: entity.id, record: id, details: { grantee } });
    tx.changed({ entity: entity.name, id, version, action: 'updated' });
  });
}
