import { encryptedMask } from '../fields/encrypted.ts';
import { fieldTypes } from '../fields/fieldTypes.ts';
import { splitText } from '../fields/shared/casts.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import { byId } from '../model/byId.ts';
import type { Entity, Field, Model } from '../model/types.ts';
import type { Conversion, Conversions } from './conversion.ts';
import { convert, type Held } from './convert.ts';
import { parkedTableName } from './identifiers.ts';
import { beside, existingRecord, recordNamed, titleOfRecord, withValue } from './lookups.ts';
import type { Doubt, Operation } from './operations.ts';
import { promotedId } from './promotedId.ts';
import { promotedList } from './promotedValues.ts';
import type { TablesShape } from './shape.ts';
import { sourceType } from './sourceType.ts';
import type { Titles, TitlesOf } from './titles.ts';

interface Change {
  readonly from: Model;
  readonly to: Model;
  readonly tables: TablesShape;
  /** What else is done, where the old columns and tables are put aside. */
  readonly operations: readonly Operation[];
  readonly titles: Titles;
  readonly targetOf: (field: Field) => string | undefined;
  readonly conversions: Conversions;
}

/**
 * Values that move between one column, the two of a relation to any entity, and a table of links. The old place is
 * parked, the new one is filled from it.
 */
export function movedValues(change: Change): Operation[] {
  const entities = new Map([...change.to.entities.values()].map((entity) => [entity.id, entity]));
  return [...change.from.entities.values()].flatMap((was) => {
    const entity = entities.get(was.id);
    if (!entity) return [];
    const fields = new Map([...entity.fields.values()].map((field) => [field.id, field]));
    return [...was.fields.values()].flatMap((old) => {
      const field = fields.get(old.id);
      return field && !field.system ? move(change, was, entity, old, field) : [];
    });
  });
}

type Place = 'column' | 'pair' | 'links';

function placeOf({ relation, columns, formula }: Field): Place | undefined {
  if (relation?.kind === 'many') return 'links';
  if (relation?.kind === 'polymorphic') return 'pair';
  return columns.length === 1 && !formula ? 'column' : undefined;
}

function move(change: Change, was: Entity, entity: Entity, old: Field, field: Field): Operation[] {
  const [place, next] = [placeOf(old), placeOf(field)];
  if (!place || !next || place === next) return [];
  const conversion = change.conversions.get(`${entity.name}.${field.name}`);
  const source = sourceOf(change, was, old, place, conversion);
  const target = change.targetOf(field);
  const base = { entity: entity.name, field: field.name } as const;
  const shown = old.schema['x-sensitive'] ? literal(encryptedMask) : source.shown;
  const doubt = (where: string | undefined): { doubt?: Doubt; choice?: 'park' | 'refuse' } => {
    const unfit = conversion?.unfit === 'refuse' ? 'refuse' : 'park';
    return where ? { doubt: { source: `data.${quoteIdent(was.table)}`, where, value: shown }, choice: unfit } : {};
  };
  if (next === 'links') {
    const join = change.tables.find(({ id }) => id === `${entity.id} > ${field.id}`);
    const during = source.ids(target, 'during');
    const prepared = source.ids(target, 'beside');
    if (!join || during === undefined || prepared === undefined) return [];
    const isSure = source.refersTo(target);
    const how = isSure ? '' : ' of the same title; what was there is kept aside';
    const misses = `${source.isSet} and ${source.ids(target, 'before')} is null`;
    return [
      {
        op: 'addLinks',
        ...base,
        risk: isSure ? 'rewrites' : 'loses data',
        sentence: `Values of ${entity.name}.${field.name} become links to records${how}.`,
        affected: `select count(*) from data.${quoteIdent(was.table)} where ${source.isSet}`,
        ...(isSure ? {} : doubt(misses)),
        table: join.name,
        source: entity.table,
        targets: during,
        beside: beside(prepared, [target], change.titles.beside),
        isExact: isSure,
      },
    ];
  }
  if (next === 'pair') {
    const [pair, prepared] = [source.pair('during'), source.pair('beside')];
    const [id, name] = field.columns;
    if (!pair || !prepared || !id || !name) return [];
    const sentence = `Values of ${entity.name}.${field.name} become relations to ${pair.entity}.`;
    const common = {
      ...base,
      op: 'fillColumn',
      risk: 'rewrites',
      sentence,
      table: entity.table,
      keepsOthers: false,
      ...(source.links === undefined ? {} : { links: source.links }),
    } as const;
    const named = (value: string) => `case when ${value} is not null then ${literal(pair.entity)} end`;
    return [
      { ...common, column: id.name, using: pair.id, beside: { sql: prepared.id, lookups: [] } },
      { ...common, column: name.name, using: named(pair.id), beside: { sql: named(prepared.id), lookups: [] } },
    ];
  }
  const filled = source.column(field, target, conversion);
  const [column] = field.columns;
  if (!filled || !column) return [];
  const typed = (sql: string) => `(${sql})::${column.type}`;
  return [
    {
      op: 'fillColumn',
      ...base,
      risk: 'loses data',
      sentence: `Values of ${entity.name}.${field.name} become ${field.type.name}; what was there is kept aside.`,
      affected: `select count(*) from data.${quoteIdent(was.table)} where ${source.isSet}`,
      ...doubt(filled.misses),
      table: entity.table,
      column: column.name,
      using: typed(filled.using),
      beside: beside(typed(filled.beside), [target], change.titles.beside),
      ...(source.links === undefined ? {} : { links: source.links }),
      keepsOthers: field.type.name !== 'relation',
    },
  ];
}

/** Tables and titles are beside where they are before; columns are called what they are during. */
type Time = keyof Titles;

/** Where the old values are, as SQL over a row of the entity's table. */
interface Source {
  /** Conditions and texts are asked before the plan is applied. */
  readonly isSet: string;
  readonly shown: string;
  /** Name of the table of links that has them. */
  readonly links?: string;
  /** True when every value is a record of that entity. */
  readonly refersTo: (target: string | undefined) => boolean;
  /** `uuid[]` of records of that entity; null where there are none. */
  readonly ids: (target: string | undefined, time: Time) => string | undefined;
  /** The first value, and the name of the entity that it belongs to. */
  readonly pair: (time: Time) => { id: string; entity: string } | undefined;
  readonly column: (
    field: Field,
    target: string | undefined,
    conversion: Conversion | undefined,
  ) => Filling | undefined;
}

interface Filling {
  readonly using: string;
  readonly beside: string;
  /** Condition on values that say something and get lost. */
  readonly misses?: string;
}

function sourceOf(change: Change, was: Entity, old: Field, place: Place, conversion: Conversion | undefined): Source {
  if (place === 'links') return linksSource(change, was, old);
  if (place === 'pair') return pairSource(change, was, old);
  return columnSource(change, was, old, conversion?.promote !== undefined);
}

function linksSource({ titles, targetOf, to }: Change, was: Entity, old: Field): Source {
  const own = targetOf(old);
  const before = `data.${quoteIdent(old.relation?.joinTable ?? '')}`;
  const during = `parked.${quoteIdent(parkedTableName(`${was.id} > ${old.id}`))}`;
  const table = { before, during, beside: before };
  // A table of links has no column of that name: it is that of the record.
  const links = (time: Time, limit = '') =>
    `select target from ${table[time]} as link where link.source = "id" order by link.position${limit}`;
  const title = (time: Time) => titleOfRecord(own === undefined ? undefined : titles[time](own), 'target');
  const names = (time: Time) =>
    `nullif(array(select title from (select ${title(time)} as title, position
  from ${table[time]} as link where link.source = "id") as named where title is not null order by position), '{}')`;
  return {
    isSet: `exists (${links('before')})`,
    shown: `array_to_string(${names('before')}, ', ')`,
    refersTo: (target) => target === own,
    ...(old.relation?.joinTable === undefined ? {} : { links: old.relation.joinTable }),
    ids: () => undefined,
    pair: (time) => {
      const entity = byId(to.entities, own);
      return entity && { id: `(${links(time, ' limit 1')})`, entity: entity.name };
    },
    column: (field, target, conversion) => {
      const isReference = field.type.name === 'relation' || field.type.name === 'user';
      const held: Held = isReference
        ? { type: 'relation', column: 'uuid', ...(own === undefined ? {} : { target: own }) }
        : { type: 'tags', column: 'text[]' };
      const value = (time: Time) => (isReference ? `(${links(time, ' limit 1')})` : names(time));
      return converted(held, field, target, conversion, value, titles);
    },
  };
}

function pairSource({ from, operations, titles }: Change, was: Entity, old: Field): Source {
  const [id = '', name = ''] = old.columns.map((column) => column.name);
  const during = [id, name].map((each) => parkedAs(operations, was, each));
  const columns = { before: [id, name], during, beside: during } as const;
  const part = (time: Time, index: 0 | 1) => quoteIdent(columns[time][index] ?? '');
  const idIn = (target: string | undefined, time: Time) => {
    const entity = byId(from.entities, target);
    if (!entity || target === undefined) return 'null::uuid';
    const record = existingRecord(titles[time](target), part(time, 0));
    return `case when ${part(time, 1)} = ${literal(entity.name)} then ${record} end`;
  };
  const title = (time: Time) => {
    const targets = (old.relation?.targets ?? []).flatMap((each) => from.entities.get(each) ?? []);
    const cases = targets.map(
      (entity) => `when ${literal(entity.name)} then ${titleOfRecord(titles[time](entity.id), part(time, 0))}`,
    );
    return cases.length > 0 ? `case ${part(time, 1)} ${cases.join(' ')} end` : 'null::text';
  };
  return {
    isSet: `${part('before', 0)} is not null`,
    shown: `coalesce(${title('before')}, ${part('before', 0)}::text)`,
    refersTo: () => false,
    ids: (target, time) => `nullif(array_remove(array[${idIn(target, time)}], null), '{}')`,
    pair: () => undefined,
    column: (field, target, conversion) => {
      const isReference = field.type.name === 'relation' || field.type.name === 'user';
      if (isReference) {
        const misses = `${part('before', 0)} is not null and (${idIn(target, 'before')}) is null`;
        return { using: idIn(target, 'during'), beside: idIn(target, 'beside'), misses };
      }
      return converted({ type: 'text', column: 'text' }, field, target, conversion, title, titles);
    },
  };
}

function columnSource(
  { operations, titles, targetOf, to }: Change,
  was: Entity,
  old: Field,
  promotes: boolean,
): Source {
  const own = targetOf(old);
  const during = quoteIdent(parkedAs(operations, was, old.column));
  const column = { before: quoteIdent(old.column), during, beside: during };
  const type = sourceType(old);
  const isReference = type === 'relation' || type === 'user';
  return {
    isSet: `${column.before} is not null`,
    shown: `${column.before}::text`,
    refersTo: (target) => promotes || (type === 'relation' && own === target),
    ids: (target, time) => {
      if (target === undefined) return undefined;
      if (promotes) {
        const list = promotedList(old, column[time], true);
        return list && listed(`array(select ${promotedId(target, 'item')} from unnest(${list}) as item)`);
      }
      if (isReference) {
        const same = own === target ? existingRecord(titles[time](target), column[time]) : undefined;
        const title = titleOfRecord(own === undefined ? undefined : titles[time](own), column[time]);
        return listed(`array[${same ?? withValue(title, (text) => recordNamed(titles[time](target), text))}]`);
      }
      return named(type, column[time], titles[time], target);
    },
    pair: () => {
      const entity = byId(to.entities, own);
      return isReference && entity ? { id: column.during, entity: entity.name } : undefined;
    },
    column: () => undefined,
  };
}

/** Records that texts name: all of a text at once, or else each of its parts. */
function named(type: string, column: string, titles: TitlesOf, target: string): string | undefined {
  const one = (text: string) => recordNamed(titles(target), text);
  if (type === 'tags' || type === 'multiSelect')
    return listed(`array(select ${one('item')} from unnest(${column}) as item)`);
  const text = type === 'text' ? column : fieldTypes.get('text')?.casts[type]?.using(column, {});
  if (text === undefined) return undefined;
  const parts = `array(select ${one('item')} from unnest(${splitText(text)}) as item)`;
  return listed(`coalesce(nullif(array_remove(array[${one(text)}], null), '{}'), ${parts})`);
}

function listed(list: string): string {
  return `nullif(array_remove(${list}, null), '{}')`;
}

function converted(
  held: Held,
  field: Field,
  target: string | undefined,
  conversion: Conversion | undefined,
  value: (time: Time) => string,
  titles: Titles,
): Filling | undefined {
  const found = convert(held, field, target, conversion);
  if (!found) return undefined;
  const { using: cast, unfit } = found;
  const using = (time: Time) => (cast ? withValue(value(time), (each) => cast(each, titles[time])) : value(time));
  const misses = unfit && withValue(value('before'), (each) => unfit(each, titles.before));
  return { using: using('during'), beside: using('beside'), ...(misses === undefined ? {} : { misses }) };
}

/** Name of a column of the entity after it was put aside. */
function parkedAs(operations: readonly Operation[], { id }: Entity, column: string): string {
  const found = operations.find(
    (operation) => operation.op === 'parkColumn' && operation.tableId === id && operation.column.name === column,
  );
  return found?.op === 'parkColumn' ? found.as : column;
}

function literal(text: string): string {
  return quoteLiteral(text).trim();
}
