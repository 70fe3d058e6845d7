import type { Ctx } from '../context/types.ts';
import type { Entity } from '../model/types.ts';
import { defaultSelection } from '../query/parseSelect.ts';
import { rowsReadable } from '../query/readable.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';
import { rowJson } from '../query/selectSql.ts';
import { seenEntityOf } from './entityOf.ts';

/**
 * SQL of what a write answers of the row that `alias` names, as JSON text: the record as far as the actor may read it.
 * Of one that they may not read (any more, when it was given away), its id.
 */
export function answerSql(ctx: Ctx, builder: SqlBuilder, entity: Entity, alias: string): string {
  const record = rowJson(builder, defaultSelection(seenEntityOf(ctx, entity.name)), alias);
  const readable = rowsReadable(builder, entity, alias);
  if (readable === undefined) return `${record}::text`;
  return `(case when ${readable} then ${record} else json_build_object('id', ${alias}.id) end)::text`;
}
