import { unlimitedAccess } from '../access/createAccess.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { convert } from '../migrations/convert.ts';
import { stableName } from '../migrations/identifiers.ts';
import type { Operation } from '../migrations/operations.ts';
import { sourceType } from '../migrations/sourceType.ts';
import { byId } from '../model/byId.ts';
import type { Entity, Field, Model } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { fieldSql } from '../query/recordScope.ts';
import { sqlTypeOf } from '../query/sqlType.ts';

type AddColumn = Extract<Operation, { op: 'addColumn' }>;

/**
 * The operations, and after each new column of a field that was computed when it was read until now, one that fills it
 * with the values that the formula has.
 */
export function keepComputed(from: Model, to: Model, operations: readonly Operation[]): Operation[] {
  return operations.flatMap((operation) => {
    const kept = operation.op === 'addColumn' ? keep(from, to, operation) : undefined;
    return kept ? [operation, kept] : [operation];
  });
}

function keep(from: Model, to: Model, operation: AddColumn): Operation | undefined {
  const entity = to.entities.get(operation.entity);
  const field = operation.field === undefined ? undefined : entity?.fields.get(operation.field);
  const was = byId(from.entities, entity?.id);
  const old = [...(was?.fields.values() ?? [])].find(({ id }) => id === field?.id);
  const value = was && old && field && computedSql(from, was, old, field);
  if (!was || !old || value === undefined) return undefined;
  const kept = stableName(`_kept_${operation.column.name}`, 'k', `${was.id}.${old.id}`);
  const typed = `(${value})::${operation.column.type}`;
  const computed = `select t.id, ${typed} as value from data.${quoteIdent(was.table)} as t offset 0`;
  const { field: name } = operation;
  return {
    op: 'keepComputed',
    entity: operation.entity,
    ...(name === undefined ? {} : { field: name }),
    risk: 'rewrites',
    sentence: `Field ${operation.entity}.${name} keeps the values that it has computed until now, and can be edited.`,
    affected: `select count(*) from data.${quoteIdent(was.table)}`,
    table: operation.table,
    column: operation.column.name,
    value: typed,
    kept,
    read: `create temporary table ${quoteIdent(kept)} on commit drop as\nselect id, value from (${computed}) as computed where value is not null`,
  };
}

/**
 * SQL of what the formula or rollup yields, as a value of the new type, over a row `t` as it was; undefined where there
 * is no way.
 */
function computedSql(model: Model, entity: Entity, old: Field, field: Field): string | undefined {
  const isComputed = old.rollup !== undefined || old.formula?.stored === false;
  if (!isComputed || field.formula || field.rollup || field.columns.length !== 1) return undefined;
  const builder = createSqlBuilder({ model, access: unlimitedAccess(model) });
  const value = fieldSql(builder, entity, old, 't');
  if (builder.params.sources.length > 0) return undefined;
  const held = { type: sourceType(old), column: sqlTypeOf(old) };
  const found = convert(held, field, undefined);
  return found && (found.using?.(`(${value})`, () => undefined) ?? value);
}
