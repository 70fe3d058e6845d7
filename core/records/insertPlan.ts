import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { defaultSelection } from '../query/parseSelect.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { rowJson } from '../query/selectSql.ts';
import { autoNumberFields, counterAlias, counterCte, numberSql } from './autoNumbers.ts';
import { columnFields } from './columnValues.ts';

/**
 * Inserts the records of one JSON array and returns each as JSON text, in order.
 * Arguments: 0 the array, by column names; 1 the frames of its autoNumbers.
 * One text serves any number of records with any set of fields, so it is prepared once per entity.
 */
export function insertPlan(ctx: Ctx, entity: Entity): Plan {
  return ctx.plans.get(`insert ${entity.name}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const records = builder.params.add({ from: 'argument', index: 0 }, 'json');
    const actor = builder.params.add({ from: 'actor', property: 'id' }, 'uuid');
    const numbered = autoNumberFields(entity);
    const frames = numbered.length > 0 ? builder.params.add({ from: 'argument', index: 1 }, 'json') : '';
    const targets = insertTargets(entity, actor, numbered, frames);
    const text = [
      `with ${[`r as (${recordset(entity, records)})`, ...numbered.map((field) => counterCte(entity, field, frames))].join(', ')}`,
      `insert into ${tableOf(entity)} as t (${targets.map(([column]) => quoteIdent(column)).join(', ')})`,
      `select ${targets.map(([, sql]) => sql).join(', ')}`,
      `from ${['r', ...numbered.map(counterAlias)].join(', ')} order by r.ord`,
      `returning ${rowJson(builder, defaultSelection(entity), 't')}::text`,
    ].join(' ');
    return { text, sources: builder.params.sources };
  });
}

function recordset(entity: Entity, records: string): string {
  const columns = [
    ['id', 'uuid'],
    ...(entity.owned ? [['owner_id', 'uuid']] : []),
    ...columnFields(entity).flatMap((field) => field.columns.map(({ name, type }) => [name, type])),
  ].map(([name = '', type = '']) => ({ name: quoteIdent(name), type }));
  const typed = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  const names = columns.map(({ name }) => name).join(', ');
  return `select * from rows from (json_to_recordset(${records}) as (${typed})) with ordinality as x(${names}, ord)`;
}

/** Columns with the SQL of their values over `r`. */
function insertTargets(entity: Entity, actor: string, numbered: readonly Field[], frames: string): [string, string][] {
  return [
    ['id', 'r.id'],
    ['created_at', 'now()'],
    ['updated_at', 'now()'],
    ['created_by', actor],
    ['updated_by', actor],
    ...(entity.owned ? ([['owner_id', `coalesce(r.owner_id, ${actor})`]] satisfies [string, string][]) : []),
    ...columnFields(entity).flatMap((field) =>
      field.columns.map(({ name }): [string, string] => [name, `r.${quoteIdent(name)}`]),
    ),
    ...numbered.map((field): [string, string] => [field.column, numberSql(field, frames)]),
  ];
}
