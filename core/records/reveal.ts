import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { isUuid } from '../query/bind.ts';
import { tableOf } from '../query/entitySql.ts';
import { entityOf } from './entityOf.ts';
import { notFound } from './notFound.ts';

/** The clear text of an encrypted field, as JSON text `{"value":"…"}`; null when the field is empty. */
export async function reveal(ctx: Ctx, entityName: string, id: string, fieldName: string): Promise<string> {
  const entity = entityOf(ctx, entityName);
  if (!isUuid(id)) throw notFound(entity, id);
  const field = entity.fields.get(fieldName);
  if (field?.type.name !== 'encrypted') {
    throw new KilnError('KILN_BAD_REQUEST', {
      detail: `${entity.name} has no encrypted field '${fieldName.slice(0, 60)}'.`,
    });
  }
  const rows = await ctx.run.query({
    text: `select ${quoteIdent(field.column)} from ${tableOf(entity)} where id = $1::uuid and deleted_at is null`,
    values: [id],
  });
  const row = rows[0];
  if (!row) throw notFound(entity, id);
  const sealed = row[0];
  return JSON.stringify({ value: sealed ? ctx.vault.open(sealed) : null });
}
