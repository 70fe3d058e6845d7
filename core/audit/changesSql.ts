import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { fieldSql } from '../query/recordScope.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';
import { noChanges } from './entrySql.ts';
import { isHidden } from './isHidden.ts';

/** Aliases of a record's row before and after. */
interface Sides {
  readonly before: string;
  readonly after: string;
}

/** Of a record that is created or purged there is but one. */
type Side = Pick<Sides, 'before'> | Pick<Sides, 'after'>;

/** A Postgres function takes 100 arguments, two to a field. */
const mostPairs = 40;

/** Bytes of a name that Postgres does not cut. */
const longestAlias = 63;

/** Fields of which the audit keeps what they were and became: what somebody set, or the server once and for all. */
export function auditedFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter(
    (field) => field.columns.length > 0 && !field.formula && (!field.system || field.name === 'ownerId'),
  );
}

/**
 * SQL of the jsonb `{"<x-id of the field>": [before, after]}` of the fields that differ. Values are as the API shows
 * them, but for polymorphic relations, which name the entity by its x-id, and for what is hidden or too long: see
 * audit.entry.
 */
export function changesSql(given: SqlBuilder, entity: Entity, fields: readonly Field[], sides: Sides): string {
  const builder = given.everything();
  if (fields.length === 0) return noChanges;
  const pairs = fields.map((field) => ({ field, pair: pairSql(builder, entity, field, sides) }));
  const differs = ({ field }: { field: Field }) =>
    `${compared(field, sides.before)} is distinct from ${compared(field, sides.after)}`;
  const [only] = pairs;
  if (only && pairs.length === 1) {
    return `case when ${differs(only)} then jsonb_build_object(${quoteLiteral(only.field.id)}, ${only.pair}) else '{}' end`;
  }
  const rows = pairs.map(
    (each) => `(${quoteLiteral(each.field.id)}, case when ${differs(each)} then ${each.pair} end)`,
  );
  return `(select coalesce(jsonb_object_agg(k, v), '{}') from (values ${rows.join(', ')}) as _c(k, v) where v is not null)`;
}

/**
 * SQL of what an entry keeps of a record that is created or purged: the json `{"<x-id of the field>": value}`, and as
 * changes only what is hidden, may be too long, or has too long an id. Half the cost of pairs.
 */
export function snapshotSql(
  given: SqlBuilder,
  entity: Entity,
  fields: readonly Field[],
  side: Side,
): { readonly changes: string; readonly snapshot: string } {
  const builder = given.everything();
  const isWhole = (field: Field) =>
    !mayBeLong(field) && !isHidden(builder.model, entity, field) && Buffer.byteLength(field.id) <= longestAlias;
  const alias = 'before' in side ? side.before : side.after;
  const values = fields
    .filter(isWhole)
    .map((field) => `${valueSql(builder, entity, field, alias)} as ${quoteIdent(field.id)}`);
  const pairs = fields
    .filter((field) => !isWhole(field))
    .map((field) => `${quoteLiteral(field.id)}, ${pairSql(builder, entity, field, side)}`);
  const objects = chunks(pairs, mostPairs).map((some) => `jsonb_build_object(${some})`);
  return {
    changes: objects.join(' || ') || noChanges,
    snapshot: `(select row_to_json(_s) from (select ${values.join(', ')}) as _s)`,
  };
}

/** SQL of the changes of a many-to-many relation, from the arrays of its ids. */
export function linkChanges(field: Field, before: string, after: string): string {
  return `jsonb_build_object(${quoteLiteral(field.id)}, audit.bounded_pair(${before}, ${after}))`;
}

function pairSql(builder: SqlBuilder, entity: Entity, field: Field, { before, after }: Partial<Sides>): string {
  if (isHidden(builder.model, entity, field)) {
    const mask = (alias?: string) =>
      alias ? `case when ${alias}.${quoteIdent(field.column)} is not null then '••••••••' end` : 'null';
    return `jsonb_build_array(${mask(before)}, ${mask(after)}, 'hidden')`;
  }
  const value = (alias?: string) => (alias ? valueSql(builder, entity, field, alias) : undefined);
  const [old, now] = [value(before), value(after)];
  if (!mayBeLong(field)) return `jsonb_build_array(${old ?? 'null'}, ${now ?? 'null'})`;
  const json = (sql?: string) => (sql ? `to_jsonb(${sql})` : 'null');
  return `audit.bounded_pair(${json(old)}, ${json(now)})`;
}

function valueSql(builder: SqlBuilder, entity: Entity, field: Field, alias: string): string {
  const stored = field.relation?.kind === 'polymorphic' ? field.type.read : undefined;
  if (!stored) return fieldSql(builder, entity, field, alias);
  return stored((column) => `${alias}.${quoteIdent(column.name)}`, field.schema, field.column);
}

/**
 * SQL by which two rows are compared: what of a field's columns is equal for equal values. Two texts that were sealed look
 * different even where they are equal; their blind indexes do not.
 */
export function compared(field: Field, alias: string): string {
  const columns = field.type.name === 'encrypted' ? field.columns.slice(1) : field.columns;
  const names = columns.map(({ name }) => `${alias}.${quoteIdent(name)}`);
  return names.length === 1 ? (names[0] ?? '') : `(${names.join(', ')})`;
}

/** Whether a value may have more than the 8,000 bytes that the audit keeps whole. */
function mayBeLong({ type, schema, columns }: Field): boolean {
  const stored = columns[0]?.type;
  if (stored === 'jsonb' || stored === 'text[]') return true;
  return ['multiline', 'markdown'].includes(type.name) || (schema.maxLength ?? 0) > 2_000;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}
