import { quoteIdent } from '../lib/quoteIdent.ts';
import { interimName, requiredName } from './identifiers.ts';
import type { ChangeType, Restored } from './operations.ts';
import { type Moment, parkedComment } from './parkedComment.ts';

/** Statements that give a column another type, all at once or by taking over what was prepared beside it. */
export function renderChangeType(operation: ChangeType, moment: Moment | undefined): string[] {
  const { table, column, type, using, keep, restored, shadow, shadowMade } = operation;
  const name = `data.${quoteIdent(table)}`;
  const alter = (action: string): string => `alter table ${name} ${action}`;
  const drops = restored ? [alter(dropOriginal(restored))] : [];
  if (!keep) {
    if (shadow === undefined)
      return [alter(`alter column ${quoteIdent(column)} type ${type}\n  using ${using}`), ...drops];
    return [alter(`drop column ${quoteIdent(column)}`), ...takeOver(name, shadow, column), ...drops];
  }
  const next = shadow ?? interimName(column);
  const made = shadowMade ?? keep.made;
  const held = [column, ...(restored ? [restored.original] : [])].map((each) => `${quoteIdent(each)} is not null`);
  // Computed once for both.
  const fill = `update ${name}
set (${quoteIdent(next)}, ${quoteIdent(made)}) =
  (select given.value, given.value from (select ${using} as value offset 0) as given)
where ${held.join(' or ')}`;
  const { notNull, id } = keep.column;
  return [
    ...(shadow === undefined
      ? [alter(`add column ${quoteIdent(next)} ${type}, add column ${quoteIdent(made)} ${type}`), fill]
      : []),
    ...(notNull
      ? [
          alter(`alter column ${quoteIdent(column)} drop not null`),
          alter(`drop constraint if exists ${quoteIdent(requiredName(keep.tableId, id))}`),
        ]
      : []),
    alter(`rename column ${quoteIdent(column)} to ${quoteIdent(keep.original)}`),
    ...(shadowMade === undefined ? [] : takeOver(name, shadowMade, keep.made)),
    ...takeOver(name, next, column),
    parkedComment(table, keep.original, moment, {
      table: keep.tableId,
      shape: keep.column,
      made: {
        name: keep.made,
        type,
        fieldType: operation.fieldType,
        ...(keep.targets ? { targets: keep.targets } : {}),
      },
    }),
    ...drops,
  ];
}

function takeOver(table: string, from: string, to: string): string[] {
  return [
    `alter table ${table} rename column ${quoteIdent(from)} to ${quoteIdent(to)}`,
    `comment on column ${table}.${quoteIdent(to)} is null`,
  ];
}

function dropOriginal({ original, made }: Restored): string {
  const columns = made === undefined ? [original] : [original, made];
  return columns.map((column) => `drop column ${quoteIdent(column)}`).join(', ');
}
