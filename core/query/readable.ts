import type { Shown } from '../access/types.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field, Mask } from '../model/types.ts';
import { grantsSql } from './grantsSql.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

/** SQL for the rows that may be read: undefined for all. */
export function rowsReadable(builder: SqlBuilder, entity: Entity, alias: string): string | undefined {
  if (!builder.access) return undefined;
  return grantsSql(builder, entity, alias, builder.access.entity(entity.name).grants('read'), 'read');
}

/** The same as a further condition behind others. */
export function andReadable(builder: SqlBuilder, entity: Entity, alias: string): string {
  const readable = rowsReadable(builder, entity, alias);
  return readable === undefined ? '' : ` and ${readable}`;
}

/**
 * SQL for those of the readable rows in which a field is read in clear: undefined for all, `false` for none. Rows and
 * fields stay paired: what one role shows of its records is not shown of those that only another role gives.
 */
export function fieldReadable(builder: SqlBuilder, entity: Entity, field: Field, alias: string): string | undefined {
  return builder.access && shownSql(builder, entity, field, alias, ['clear', 'whole']);
}

/** The value where the field is read in clear, else null. */
export function inClear(builder: SqlBuilder, entity: Entity, field: Field, alias: string, value: string): string {
  const readable = fieldReadable(builder, entity, field, alias);
  if (readable === undefined) return value;
  // In its type, which a bare null has not.
  return `case when ${readable} then ${value} end`;
}

/**
 * The value as it is shown: in clear, masked, or null. `valueSql` gets true for what is shown whatever it is computed
 * of.
 */
export function asShown(
  builder: SqlBuilder,
  entity: Entity,
  field: Field,
  alias: string,
  valueSql: (whole: boolean) => string,
): string {
  if (!builder.access) return valueSql(false);
  const shown = [
    ...new Set(
      builder.access
        .entity(entity.name)
        .grants('read')
        .map((grant) => grant.shown(field)),
    ),
  ];
  const cases: string[] = [];
  for (const each of byOpenness.filter((kind) => shown.includes(kind))) {
    const condition = shownSql(builder, entity, field, alias, [each]);
    const value =
      each === 'whole' || each === 'clear' ? valueSql(each === 'whole') : masked(field, valueSql(false), each);
    if (condition === undefined) return cases.length === 0 ? value : `case ${cases.join(' ')} else ${value} end`;
    cases.push(`when ${condition} then ${value}`);
  }
  return cases.length === 0 ? `case when false then ${valueSql(false)} end` : `case ${cases.join(' ')} end`;
}

/** What shows more comes first. */
export const byOpenness: readonly Exclude<Shown, 'no'>[] = [
  'whole',
  'clear',
  'phone',
  'email',
  'last4',
  'first1',
  'all',
];

function shownSql(
  builder: SqlBuilder,
  entity: Entity,
  field: Field,
  alias: string,
  kinds: readonly Shown[],
): string | undefined {
  const all = builder.access?.entity(entity.name).grants('read') ?? [];
  const those = all.filter((grant) => kinds.includes(grant.shown(field)));
  const rows = new Set(those.map((grant) => grant.rows));
  // Whatever row is looked at was given by one of these.
  if (those.length > 0 && all.every((grant) => rows.has(grant.rows))) return undefined;
  return grantsSql(builder, entity, alias, those, 'read');
}

function masked(field: Field, value: string, mask: Mask): string {
  // What is read of it is a mask already.
  return field.type.name === 'encrypted' ? value : `kiln.mask_text(${value}, ${quoteLiteral(mask)})`;
}
