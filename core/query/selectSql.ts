import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { boundedJson } from './boundAnswer.ts';
import { childOrder, tableOf, visible } from './entitySql.ts';
import { itemName, type SelectItem, type Selection } from './parseSelect.ts';
import { andReadable, inClear } from './readable.ts';
import { fieldSql } from './recordScope.ts';
import { relatedRows } from './relatedRows.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

/** How many records of one to-many relation a single record brings along. */
const nestedLimit = 1_000;

/**
 * SQL of one JSON object that holds the selection of the row that `alias` names. Postgres builds the text. Where an
 * alias stands for a whole row it begins with an underscore: a column that is called like it would come first.
 */
export function rowJson(builder: SqlBuilder, selection: Selection, alias: string): string {
  const columns = selectColumns(builder, selection, alias).map(({ name, sql }) => `${sql} as ${quoteIdent(name)}`);
  return `(select row_to_json(_r) from (select ${columns.join(', ')}) _r)`;
}

/** Each item of the selection with its SQL over the row. */
export function selectColumns(
  builder: SqlBuilder,
  selection: Selection,
  alias: string,
): { readonly name: string; readonly sql: string }[] {
  return selection.items.map((item) => ({
    name: itemName(item),
    sql: itemSql(builder, selection.entity, item, alias),
  }));
}

function itemSql(builder: SqlBuilder, entity: Entity, item: SelectItem, alias: string): string {
  switch (item.kind) {
    case 'field':
      return fieldSql(builder, entity, item.field, alias);
    case 'relation':
      return relationSql(builder, entity, item.field, item.targets, alias);
    case 'children':
    case 'inverse':
      return manySql(builder, entity, itemName(item), item.selection, alias);
  }
}

function relationSql(
  builder: SqlBuilder,
  entity: Entity,
  field: Field,
  targets: ReadonlyMap<string, Selection>,
  alias: string,
): string {
  const id = inClear(builder, entity, field, alias, `${alias}.${quoteIdent(field.column)}`);
  if (field.relation?.kind === 'polymorphic') {
    const cases = [...targets].map(([name, selection]) => {
      const record = oneSql(builder, selection, id);
      const json = `json_build_object('entity', ${quoteLiteral(name)}, 'id', ${id}, 'record', ${record})`;
      return `when ${quoteLiteral(selection.entity.id)} then ${json}`;
    });
    const discriminator = inClear(builder, entity, field, alias, `${alias}.${quoteIdent(`${field.column}_entity`)}`);
    return `case ${discriminator} ${cases.join(' ')} end`;
  }
  const [selection] = targets.values();
  if (!selection) throw new Error(`relation ${field.name} has no target`);
  return field.relation?.kind === 'many'
    ? manySql(builder, entity, field.name, selection, alias)
    : oneSql(builder, selection, id);
}

function oneSql(builder: SqlBuilder, selection: Selection, id: string): string {
  const target = builder.alias();
  const from = `${tableOf(selection.entity)} ${target} where ${target}.id = ${id} and ${visible(target)}${andReadable(builder, selection.entity, target)}`;
  return `(select ${rowJson(builder, selection, target)} from ${from})`;
}

/** Records of a to-many relation as a JSON array. */
function manySql(builder: SqlBuilder, entity: Entity, name: string, selection: Selection, alias: string): string {
  const rows = builder.alias();
  const related = relatedRows(builder, entity, alias, name, rows);
  if (!related) throw new Error(`${entity.name}.${name} leads to no records`);
  const order = related.link ? `${related.link}.position, ${rows}.id` : childOrder(selection.entity, rows);
  const page = `select ${rowJson(builder, selection, rows)} as j from ${related.from} order by ${order} limit ${nestedLimit}`;
  return `(select coalesce(json_agg(b.j), '[]') from (select ${boundedJson('s.j')} as j from (${page}) s) b)`;
}
