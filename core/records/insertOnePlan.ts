import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { defaultSelection } from '../query/parseSelect.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { rowJson } from '../query/selectSql.ts';
import { relationValue } from './relationValue.ts';

/**
 * Inserts one record without autoNumbers and returns it as JSON text. Arguments: the values of `columns`, in order, which
 * include the id. Plain parameters cost Postgres about a fifth less than one JSON parameter (core/bench, create).
 */
export function insertOnePlan(ctx: Ctx, entity: Entity, columns: readonly string[]): Plan {
  return ctx.plans.get(`insert one ${entity.name} ${columns.join(',')}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const types = columnTypes(entity);
    const values = columns.map((name, index) => {
      const value = builder.params.add({ from: 'argument', index }, types.get(name) ?? 'text');
      return relationValue(ctx.model, entity, name, value);
    });
    const actor = builder.params.add({ from: 'actor', property: 'id' }, 'uuid');
    const names = ['created_at', 'updated_at', 'created_by', 'updated_by', ...columns].map(quoteIdent).join(', ');
    const text = [
      `insert into ${tableOf(entity)} as t (${names})`,
      `values (${['now()', 'now()', actor, actor, ...values].join(', ')})`,
      `returning ${rowJson(builder, defaultSelection(entity), 't')}::text`,
    ].join(' ');
    return { text, sources: builder.params.sources };
  });
}

/** Postgres types of the entity's columns, by name. */
export function columnTypes(entity: Entity): ReadonlyMap<string, string> {
  return new Map([...entity.fields.values()].flatMap((field) => field.columns.map(({ name, type }) => [name, type])));
}
