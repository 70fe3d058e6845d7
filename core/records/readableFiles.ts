import type { Ctx } from '../context/types.ts';
import { toFile } from '../files/claimFiles.ts';
import type { StoredFile } from '../files/StoredFile.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf } from '../query/entitySql.ts';
import { andReadable, fieldReadable } from '../query/readable.ts';
import { run } from '../query/run.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';
import { fileFields } from './entityOf.ts';

/**
 * What is known of those of the files that the actor may read: what a readable record holds in a readable field, also
 * in the recycle bin, and what the actor uploaded and no record holds. `ids` must be uuids.
 */
export async function readableFiles(ctx: Ctx, ids: readonly string[]): Promise<StoredFile[]> {
  const plan = ctx.plans.get('files', () => {
    const builder = createSqlBuilder(ctx);
    const wanted = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
    const ways = [
      `f.unlinked_at is not null and f.created_by = ${builder.params.actor('id', 'uuid')}`,
      ...[...ctx.access.model.entities.values()].flatMap((entity) =>
        fileFields(entity).map((field) => heldSql(builder, entity, field)),
      ),
    ];
    const text = `select f.id, f.name, f.size, f.type from kiln.file f where f.id = any(${wanted}) and (${ways.join(' or ')})`;
    return { text, sources: builder.params.sources, readOnly: true };
  });
  return (await run(ctx, plan, { arguments: [ids] })).map(toFile);
}

/** By the index that every file field has. */
function heldSql(builder: SqlBuilder, entity: Entity, field: Field): string {
  const rows = builder.alias();
  const one = `jsonb_build_object('id', f.id::text)`;
  const held = field.type.celType(field.schema).kind === 'list' ? `jsonb_build_array(${one})` : one;
  const shown = fieldReadable(builder, entity, field, rows);
  const holds = `${rows}.${quoteIdent(field.column)} @> ${held}${shown === undefined ? '' : ` and ${shown}`}`;
  return `exists (select from ${tableOf(entity)} ${rows} where ${holds}${andReadable(builder, entity, rows)})`;
}
