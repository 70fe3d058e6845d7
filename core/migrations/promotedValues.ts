import { fieldTypes } from '../fields/fieldTypes.ts';
import { optionsOf } from '../fields/options.ts';
import { freeTexts, splitText } from '../fields/shared/casts.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import { byId } from '../model/byId.ts';
import { titleOf } from '../model/title.ts';
import type { Entity, Field, Model } from '../model/types.ts';
import type { Conversions } from './conversion.ts';
import { stableName } from './identifiers.ts';
import type { Operation, PromoteValues } from './operations.ts';
import type { PreparedAside } from './Preparation.ts';
import type { Moment } from './parkedComment.ts';
import { promotedId } from './promotedId.ts';
import { sourceType } from './sourceType.ts';

interface Change {
  readonly from: Model;
  readonly to: Model;
  /** What else is done, where old columns are put aside. */
  readonly operations: readonly Operation[];
  readonly conversions: Conversions;
}

/** Records that are made of the values of a field, before the field points at them. */
export function promotedValues({ from, to, operations, conversions }: Change): Operation[] {
  return [...conversions].flatMap(([place, { promote }]): Operation[] => {
    const [name = '', fieldName = ''] = place.split('.');
    const [entity, target] = [to.entities.get(name), to.entities.get(promote?.entity ?? '')];
    const field = entity?.fields.get(fieldName);
    const was = byId(from.entities, entity?.id);
    const old = was && byId(was.fields, field?.id);
    const display = target?.fields.get(target.display);
    if (!entity || !target || !field || !was || !old || display?.columns[0]?.type !== 'text') return [];
    if (field.relation?.targets[0] !== target.name) return [];
    const isMany = field.relation.kind === 'many';
    const before = promotedList(old, quoteIdent(old.column), isMany);
    const during = promotedList(old, quoteIdent(columnDuring(operations, entity, old, field)), isMany);
    if (before === undefined || during === undefined) return [];
    const options = optionsOf(old.schema)?.map(({ value }) => value) ?? [];
    return [
      {
        op: 'promoteValues',
        entity: target.name,
        risk: 'safe',
        sentence: `Values of ${entity.name}.${field.name} become records of ${target.name}.`,
        params: { from: `${entity.name}.${field.name}` },
        affected: `select count(*) from (${valuesSql(`data.${quoteIdent(was.table)}`, before, options)}) as values`,
        table: target.table,
        targetId: target.id,
        column: display.columns[0].name,
        columnId: display.id,
        source: entity.table,
        values: during,
        titles: Object.fromEntries(
          options.map((value) => [value, old.schema['x-options']?.[value]?.title ?? titleOf(value)]),
        ),
      },
    ];
  });
}

/** SQL of the values of a field, as a text[]; undefined for those that no text can stand for. */
export function promotedList(old: Field, column: string, isMany: boolean): string | undefined {
  const type = sourceType(old);
  if (type === 'tags' || type === 'multiSelect') return isMany ? column : `${column}[1:1]`;
  const text = type === 'text' ? column : fieldTypes.get('text')?.casts[type]?.using(column, {});
  if (text === undefined || old.columns.length !== 1) return undefined;
  return isMany && freeTexts.some((free) => free === type) ? splitText(text) : `array[${text}]`;
}

/** Statements that make the records; those of an earlier time come back. */
export function renderPromotion(operation: PromoteValues, moment: Moment | undefined): string[] {
  const { table, column, source, values, titles, shadow, merges } = operation;
  const target = `data.${quoteIdent(table)}`;
  if (shadow !== undefined && !merges) return takeAside(operation, shadow, table, moment?.actor?.id);
  if (shadow !== undefined) {
    const made = `data.${quoteIdent(shadow)}`;
    const names = recordColumns(column);
    const comeBack = 'update set "deleted_at" = null where target."deleted_at" is not null';
    return [
      ...takeAside(operation, shadow, shadow, moment?.actor?.id),
      `insert into ${target} as target (${names})\nselect ${names} from ${made}\non conflict ("id") do ${comeBack}`,
      `drop table ${made}`,
    ];
  }
  const items = valuesSql(`data.${quoteIdent(source)}`, values, Object.keys(titles));
  const insert = `${insertRecords(operation, table, items, moment?.actor?.id)}
on conflict ("id") do update set "deleted_at" = null`;
  const made = `${insert} returning "id", ${quoteIdent(column)} as title`;
  return moment?.actor ? [entriesSql(operation, made, { ...moment, actor: moment.actor })] : [insert];
}

/**
 * What the audit is told of records that were made before the change, once it has taken place; ids are the parameter.
 */
export function renderEntries(operation: PromoteValues, moment: Moment | undefined): string[] {
  if (!moment?.actor || operation.shadow === undefined) return [];
  const { table, column } = operation;
  const made = `select "id", ${quoteIdent(column)} as title
from data.${quoteIdent(table)} where "id" = any($1::uuid[])`;
  return [entriesSql(operation, made, { ...moment, actor: moment.actor })];
}

/** The statement that makes a table for records that are made before, where it does not take the place of theirs. */
export function promotedTable({ column }: PromoteValues, shadow: string): string {
  return `create table data.${quoteIdent(shadow)} ("id" uuid primary key, "created_at" timestamptz, "created_by" uuid,
  "updated_at" timestamptz, "updated_by" uuid, ${quoteIdent(column)} text)`;
}

/**
 * Where values of a field are left that have no record yet. Those of options are there from the start.
 * @param actor uuid
 */
export function promotedAside(operation: PromoteValues, shadow: string, actor: string | undefined): PreparedAside {
  const name = asideOf(operation, shadow);
  const options = Object.keys(operation.titles);
  const known = `insert into ${name} ("value") values ${options.map((value) => `(${literal(value)})`).join(', ')}`;
  return {
    name,
    creates: [`create table ${name} ("value" text)`, ...(options.length > 0 ? [known] : [])],
    settle: settle(operation, shadow, shadow, actor),
  };
}

/**
 * The statement that leaves aside those values of the lists that `given` has which have no record yet. Writers of the
 * same values would wait for each other, and in a circle, if they made the records themselves.
 */
export function promotedRows(operation: PromoteValues, shadow: string): string {
  return `insert into ${asideOf(operation, shadow)} ("value")
select distinct btrim(item)
from given cross join lateral unnest(given.list) as item
where btrim(item) <> '' and not exists (
  select from data.${quoteIdent(shadow)} as known where known."id" = ${promotedId(operation.targetId, 'item')})`;
}

/** @param table name of the one with the records, by now */
function settle(operation: PromoteValues, shadow: string, table: string, actor: string | undefined): string {
  const left = `with come as (delete from ${asideOf(operation, shadow)} returning "value")`;
  const insert = insertRecords(operation, table, 'select distinct value from come', actor);
  return `${left}\n${insert}\non conflict ("id") do nothing`;
}

/** In the transaction of the change, when nobody can write any more. */
function takeAside(operation: PromoteValues, shadow: string, table: string, actor: string | undefined): string[] {
  return [settle(operation, shadow, table, actor), `drop table ${asideOf(operation, shadow)}`];
}

/** Quoted and qualified name of the table of values that have no record yet: each field has its own. */
function asideOf({ source, values }: PromoteValues, shadow: string): string {
  return `data.${quoteIdent(stableName(shadow, 'v', JSON.stringify([shadow, source, values])))}`;
}

/** @param items SQL that yields each `value` once */
function insertRecords(
  { targetId, column, titles }: PromoteValues,
  table: string,
  items: string,
  actor: string | undefined,
): string {
  const titled = Object.entries(titles).map(([value, title]) => `when ${literal(value)} then ${literal(title)}`);
  const title = titled.length > 0 ? `case made.value ${titled.join(' ')} else made.value end` : 'made.value';
  const by = actor === undefined ? 'null::uuid' : `${literal(actor)}::uuid`;
  return `insert into data.${quoteIdent(table)} (${recordColumns(column)})
select ${promotedId(targetId, 'made.value')}, now(), ${by}, now(), ${by}, ${title}
from (${items}) as made`;
}

function recordColumns(column: string): string {
  return `"id", "created_at", "created_by", "updated_at", "updated_by", ${quoteIdent(column)}`;
}

/** @param made SQL that yields the `id` and `title` of records */
function entriesSql(
  { targetId, columnId }: PromoteValues,
  made: string,
  { changeSet, actor }: Moment & Required<Pick<Moment, 'actor'>>,
): string {
  const entry = [changeSet, actor.via, actor.kind].map(literal).join(', ');
  return `with made as (${made})
insert into audit.entry (request_id, via, actor_kind, actor, actor_name, action, entity, record, changes, snapshot)
select ${entry}, ${literal(actor.id)}::uuid, ${literal(actor.name)}, 'created', ${literal(targetId)}, made."id", '{}',
  json_build_object(${literal(columnId)}, made.title)
from made`;
}

function valuesSql(table: string, values: string, options: readonly string[]): string {
  const known = options.length > 0 ? ` union select unnest(array[${options.map(literal).join(', ')}])` : '';
  return `select distinct btrim(item) as value
from (select unnest(${values}) as item from ${table}${known}) as items where btrim(item) <> ''`;
}

/** A column that is put aside has another name by then; one that only changes its type has its new one. */
function columnDuring(operations: readonly Operation[], entity: Entity, old: Field, field: Field): string {
  const parked = operations.find(
    (operation) => operation.op === 'parkColumn' && operation.tableId === entity.id && operation.column.id === old.id,
  );
  return parked?.op === 'parkColumn' ? parked.as : field.column;
}

function literal(text: string): string {
  return quoteLiteral(text).trim();
}
