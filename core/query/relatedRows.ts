import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { tableOf, visible } from './entitySql.ts';
import { andReadable, fieldReadable } from './readable.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

/** `link`: alias of the join table's row, for relations that have one. */
interface Related {
  readonly entity: Entity;
  readonly from: string;
  readonly link?: string;
}

/** FROM and WHERE of the live records that a field or inverse of the row leads to, under the alias `rows`. */
export function relatedRows(
  builder: SqlBuilder,
  entity: Entity,
  alias: string,
  name: string,
  rows: string,
): Related | undefined {
  const field = entity.fields.get(name);
  if (field?.children) return referringRows(builder, entity, alias, field.children, rows);
  if (field?.relation?.kind === 'many') {
    const target = builder.model.entities.get(field.relation.targets[0] ?? '');
    const shown = fieldReadable(builder, entity, field, alias);
    return target && throughLinks(builder, target, field, `source = ${alias}.id`, 'target', rows, shown);
  }
  const inverse = entity.inverses.get(name);
  return inverse && referringRows(builder, entity, alias, inverse, rows);
}

/** The same for the records whose relation `end` leads to the row. */
export function referringRows(
  builder: SqlBuilder,
  entity: Entity,
  alias: string,
  end: { readonly entity: string; readonly field: string },
  rows: string,
): Related | undefined {
  const other = builder.model.entities.get(end.entity);
  const back = other?.fields.get(end.field);
  if (!other || !back) return undefined;
  const shown = fieldReadable(builder, other, back, rows);
  if (back.relation?.kind === 'many') {
    return throughLinks(builder, other, back, `target = ${alias}.id`, 'source', rows, shown);
  }
  return pointingHere(builder, entity, alias, other, back, rows, shown);
}

function pointingHere(
  builder: SqlBuilder,
  entity: Entity,
  alias: string,
  other: Entity,
  field: Field,
  rows: string,
  shown: string | undefined,
): Related {
  const points = `${rows}.${quoteIdent(field.column)} = ${alias}.id`;
  const ofThis =
    field.relation?.kind === 'polymorphic'
      ? ` and ${rows}.${quoteIdent(`${field.column}_entity`)} = ${quoteLiteral(entity.id)}`
      : '';
  return {
    entity: other,
    from: `${tableOf(other)} ${rows} where ${points}${ofThis} and ${seen(builder, other, rows, shown)}`,
  };
}

function throughLinks(
  builder: SqlBuilder,
  other: Entity,
  field: Field,
  here: string,
  there: 'source' | 'target',
  rows: string,
  shown: string | undefined,
): Related {
  const link = builder.alias();
  const table = `data.${quoteIdent(field.relation?.joinTable ?? '')}`;
  const joined = `${table} ${link} join ${tableOf(other)} ${rows} on ${rows}.id = ${link}.${there}`;
  return { entity: other, link, from: `${joined} where ${link}.${here} and ${seen(builder, other, rows, shown)}` };
}

/** Live records that may be read, where the relation that leads to them may be read: `shown`. */
function seen(builder: SqlBuilder, entity: Entity, rows: string, shown: string | undefined): string {
  return `${visible(rows)}${andReadable(builder, entity, rows)}${shown === undefined ? '' : ` and ${shown}`}`;
}
