import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { tableOf, visible } from './entitySql.ts';
import { andReadable, inClear } from './readable.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

/** The row that a path of to-one relations leads to; its joins are collected in the builder, one per path. */
export function followPath(
  builder: SqlBuilder,
  entity: Entity,
  alias: string,
  path: readonly string[],
): { entity: Entity; alias: string } {
  let at = { entity, alias };
  let key = alias;
  for (const name of path) {
    const field = at.entity.fields.get(name);
    const target = builder.model.entities.get(field?.relation?.targets[0] ?? '');
    if (!field || !target) throw new Error(`${at.entity.name}.${name} is not a to-one relation`);
    key = `${key}.${name}`;
    let join = builder.joins.get(key);
    if (!join) {
      const joined = builder.alias();
      const id = inClear(builder, at.entity, field, at.alias, `${at.alias}.${quoteIdent(field.column)}`);
      const on = `${joined}.id = ${id} and ${visible(joined)}${andReadable(builder, target, joined)}`;
      join = { alias: joined, sql: `left join ${tableOf(target)} ${joined} on ${on}` };
      builder.joins.set(key, join);
    }
    at = { entity: target, alias: join.alias };
  }
  return at;
}
