import { auditedFields, snapshotSql } from '../audit/changesSql.ts';
import { entrySql, rowColumns } from '../audit/entrySql.ts';
import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf } from '../query/entitySql.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';
import { answerSql } from './answerSql.ts';
import { autoNumberFields, counterAlias, counterCte, numberSql } from './autoNumbers.ts';
import { eventSql } from './eventSql.ts';
import { columnTypes, type InsertHow, insertShape, mayCreate } from './insertOnePlan.ts';
import { relationValue } from './relationValue.ts';
import { triggerSql } from './triggerSql.ts';

/**
 * Inserts any number of records with their entries in the audit, and returns each as JSON text, in order. Arguments:
 * for each of `columns`, which include the id, an array with the values of all records (see columnArray), and last the
 * frames of the autoNumbers. Arrays cost Postgres about a tenth less than one JSON parameter (core/bench, create 100).
 */
export function insertPlan(ctx: Ctx, entity: Entity, columns: readonly string[], how: InsertHow): Plan {
  const { right, quiet } = how;
  return ctx.plans.get(`insert ${entity.name} ${insertShape(columns, how)}`, () => {
    const builder = createSqlBuilder(ctx);
    const types = columnTypes(entity);
    const arrays = columns.map((name, index) => {
      return builder.params.add({ from: 'argument', index }, arrayType(types.get(name) ?? 'text'));
    });
    const actor = builder.params.add({ from: 'actor', property: 'id' }, 'uuid');
    const numbered = autoNumberFields(entity);
    const frames = numbered.length > 0 ? builder.params.add({ from: 'argument', index: columns.length }, 'json') : '';
    const targets: [string, string][] = [
      ['created_at', 'now()'],
      ['updated_at', 'now()'],
      ['created_by', actor],
      ['updated_by', actor],
      ...columns.map((name): [string, string] => [name, rowValue(builder, entity, name, types.get(name) ?? 'text')]),
      ...numbered.map((field): [string, string] => [field.column, numberSql(field, frames)]),
    ];
    // unnest keeps the order of its arrays; only numbers have to count it.
    const [ordinality, order] = numbered.length > 0 ? [' with ordinality', ' order by r._ord'] : ['', ''];
    const names = [...columns.map(quoteIdent), ...(ordinality ? ['_ord'] : [])].join(', ');
    const rows = `select * from unnest(${arrays.join(', ')})${ordinality} as x(${names})`;
    const written = new Set(targets.map(([column]) => column));
    const fields = auditedFields(entity).filter((field) => field.columns.some(({ name }) => written.has(name)));
    const kept = snapshotSql(builder, entity, fields, { after: 't' });
    const text = [
      `with ${[`r as (${rows})`, ...numbered.map((field) => counterCte(entity, field, frames))].join(', ')},`,
      `t as (insert into ${tableOf(entity)} as t (${targets.map(([column]) => quoteIdent(column)).join(', ')})`,
      `select ${targets.map(([, sql]) => sql).join(', ')}`,
      `from ${['r', ...numbered.map(counterAlias)].join(', ')}${order} returning ${rowColumns(entity, 't')}),`,
      `_entry as (${entrySql(builder, entity, { action: 'created', from: 't', alias: 't', ...kept })})`,
      `${eventSql(ctx, builder, entity, 'created')}${quiet ? '' : triggerSql(ctx, builder, entity, 'created')}`,
      `select ${answerSql(ctx, builder, entity, 't')} from t${mayCreate(builder, entity, right)}`,
    ].join(' ');
    return { text, sources: builder.params.sources };
  });
}

/** Arrays of arrays must be rectangular in Postgres, so lists travel as JSON texts. */
function arrayType(type: string): string {
  return type.endsWith('[]') ? 'text[]' : `${type}[]`;
}

function rowValue(builder: SqlBuilder, entity: Entity, name: string, type: string): string {
  const value = `r.${quoteIdent(name)}`;
  if (type.endsWith('[]')) {
    return `case when ${value} is not null then array(select json_array_elements_text(${value}::json))::${type} end`;
  }
  // Records of one array may point at each other.
  return relationValue(builder, entity, name, value, { sibling: `${value} in (select id from r)` });
}
