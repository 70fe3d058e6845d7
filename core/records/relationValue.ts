import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';

/**
 * SQL of the value of a column. Where the column is a relation and the value points at a record in the recycle bin, or
 * one that the actor may not read, the statement fails as at a foreign key; that costs an insert about 5 us of 110, and
 * one of 100 records 5 %. `unless`: SQL of a condition under which the record may be there; `sibling`: one under which
 * it comes with the same statement, which matters where an entity refers to itself.
 */
export function relationValue(
  builder: SqlBuilder,
  entity: Entity,
  column: string,
  value: string,
  options: { readonly unless?: string; readonly sibling?: string } = {},
): string {
  const field = [...entity.fields.values()].find((each) => each.column === column);
  if (field?.relation?.kind !== 'one') return value;
  const target = builder.model.entities.get(field.relation.targets[0] ?? '');
  if (!target) return value;
  const allowed = [
    `${value} is null`,
    `exists (select from ${tableOf(target)} as target where target.id = ${value} and target.deleted_at is null${andReadable(builder, target, 'target')})`,
    ...(options.unless ? [options.unless] : []),
    ...(options.sibling && target === entity ? [options.sibling] : []),
  ];
  return `case when ${allowed.join(' or ')} then ${value} else kiln.refuse_dangling(${value}, ${quoteLiteral(column)}) end`;
}
