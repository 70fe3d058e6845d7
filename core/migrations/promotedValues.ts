import { fieldTypes } from '../fields/fieldTypes.ts';
import { optionsOf } from '../fields/options.ts';
import { freeTexts, splitText } from '../fields/shared/casts.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import { titleOf } from '../model/title.ts';
import type { Entity, Field, Model } from '../model/types.ts';
import type { Conversions } from './conversion.ts';
import type { Operation, PromoteValues } from './operations.ts';
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
    const was = [...from.entities.values()].find(({ id }) => id === entity?.id);
    const old = was && [...was.fields.values()].find(({ id }) => id === field?.id);
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
  const { table, targetId, column, columnId, source, values, titles } = operation;
  const titled = Object.entries(titles).map(([value, title]) => `when ${literal(value)} then ${literal(title)}`);
  const title = titled.length > 0 ? `case given.value ${titled.join(' ')} else given.value end` : 'given.value';
  const actor = moment?.actor ? `${literal(moment.actor.id)}::uuid` : 'null::uuid';
  const insert = `insert into data.${quoteIdent(table)} ("id", "created_at", "created_by", "updated_at", "updated_by", ${quoteIdent(column)})
select ${promotedId(targetId, 'given.value')}, now(), ${actor}, now(), ${actor}, ${title}
from (${valuesSql(`data.${quoteIdent(source)}`, values, Object.keys(titles))}) as given
on conflict ("id") do update set "deleted_at" = null`;
  if (!moment?.actor) return [insert];
  const { kind, id, name, via } = moment.actor;
  const entry = [moment.changeSet, via, kind].map(literal).join(', ');
  return [
    `with made as (${insert} returning "id", ${quoteIdent(column)} as title)
insert into audit.entry (request_id, via, actor_kind, actor, actor_name, action, entity, record, changes, snapshot)
select ${entry}, ${literal(id)}::uuid, ${literal(name)}, 'created', ${literal(targetId)}, made."id", '{}', json_build_object(${literal(columnId)}, made.title)
from made`,
  ];
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
