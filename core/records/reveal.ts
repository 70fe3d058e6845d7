import { auditLater } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { isUuid } from '../query/bind.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf, visible } from '../query/entitySql.ts';
import { andReadable, fieldReadable } from '../query/readable.ts';
import { run } from '../query/run.ts';
import { seenEntityOf } from './entityOf.ts';
import { notFound } from './notFound.ts';

/** The clear text of an encrypted field, as JSON text `{"value":"…"}`; null when the field is empty. */
export async function reveal(ctx: Ctx, entityName: string, id: string, fieldName: string): Promise<string> {
  const entity = seenEntityOf(ctx, entityName);
  if (!isUuid(id)) throw notFound(entity, id);
  const field = entity.fields.get(fieldName);
  if (field?.type.name !== 'encrypted') {
    throw new KilnError('KILN_BAD_REQUEST', {
      detail: `${entity.name} has no encrypted field '${fieldName.slice(0, 60)}'.`,
    });
  }
  const builder = createSqlBuilder(ctx);
  const key = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
  const clear = fieldReadable(builder, entity, field, 't') ?? 'true';
  const where = `t.id = ${key} and ${visible('t')}${andReadable(builder, entity, 't')}`;
  const text = `select t.${quoteIdent(field.column)}, ${clear} from ${tableOf(entity)} as t where ${where}`;
  const [row] = await run(ctx, { text, sources: builder.params.sources }, { arguments: [id] });
  if (!row) throw notFound(entity, id);
  if (row[1] !== 't')
    throw new KilnError('KILN_FORBIDDEN', {
      detail: `Your roles do not show you ${field.name} of this ${entity.name}.`,
    });
  auditLater(ctx, { action: 'revealed', entity: entity.id, record: id, details: { fields: [field.id] } });
  const sealed = row[0];
  return JSON.stringify({ value: sealed ? ctx.vault.open(sealed) : null });
}
