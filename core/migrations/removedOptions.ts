import { optionsOf } from '../fields/options.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Field, Model } from '../model/types.ts';
import type { Conversions } from './conversion.ts';
import { originalColumnNames } from './identifiers.ts';
import type { Operation } from './operations.ts';
import type { ColumnShape, Parked, TableShape } from './shape.ts';

interface Tables {
  readonly before: ReadonlyMap<string, TableShape>;
  readonly after: ReadonlyMap<string, TableShape>;
}

/**
 * Options that a select or multiSelect no longer offers, and those that it offers again. Records that have one get what
 * the conversion says, else the default, else nothing; what they had is kept aside and comes back with the option.
 */
export function removedOptions(
  from: Model,
  to: Model,
  { before, after }: Tables,
  parked: Parked,
  conversions: Conversions,
): Operation[] {
  const entities = new Map([...to.entities.values()].map((entity) => [entity.id, entity]));
  return [...from.entities.values()].flatMap((was) => {
    const entity = entities.get(was.id);
    const [old, table] = [before.get(was.id), after.get(was.id)];
    if (!entity || !old || !table) return [];
    const fields = new Map([...entity.fields.values()].map((field) => [field.id, field]));
    return [...was.fields.values()].flatMap((oldField): Operation[] => {
      const field = fields.get(oldField.id);
      const column = table.columns.find(({ id }) => id === oldField.id);
      if (!field || !column || column.generated || field.type !== oldField.type) return [];
      const conversion = conversions.get(`${entity.name}.${field.name}`);
      const place: Place = { table, source: `data.${quoteIdent(old.name)}`, column, field, oldField, parked };
      return [...remove(place, conversion?.map ?? new Map()), ...bringBack(place)];
    });
  });
}

interface Place {
  readonly table: TableShape;
  readonly source: string;
  readonly column: ColumnShape;
  readonly field: Field;
  readonly oldField: Field;
  readonly parked: Parked;
}

function remove(place: Place, map: ReadonlyMap<string, string | null>): Operation[] {
  const { table, source, column, field, oldField, parked } = place;
  const options = gone(oldField, field);
  if (options.length === 0) return [];
  const offered = new Set(optionsOf(field.schema)?.map(({ value }) => value));
  const known = (value: unknown): string | null => (typeof value === 'string' && offered.has(value) ? value : null);
  const fallback = field.type.name === 'select' ? known(field.defaultValue) : null;
  const becomes = Object.fromEntries(
    options.map((option) => [option, map.has(option) ? known(map.get(option)) : fallback]),
  );
  const taken = new Set(parked.columns.flatMap(({ name, table: owner }) => (owner === table.id ? [name] : [])));
  const name = `${table.entity}.${field.name}`;
  const isOne = options.length === 1;
  return [
    {
      op: 'removeOption',
      entity: table.entity,
      field: field.name,
      risk: 'loses data',
      sentence: isOne
        ? `Option ${quoted(options)} of ${name} goes; what records had is kept aside.`
        : `Options ${quoted(options)} of ${name} go; what records had is kept aside.`,
      params: { options, becomes },
      affected: `select count(*) from ${source} where ${hasOne(oldField.column, column, options)}`,
      table: table.name,
      column: column.name,
      options,
      becomes,
      isList: isList(column),
      keep: { ...originalColumnNames(table.id, `${column.id} > options`, taken), tableId: table.id, column },
    },
  ];
}

function quoted(options: readonly string[]): string {
  return options.map((option) => `'${option}'`).join(', ');
}

function bringBack({ table, source, column, field, oldField, parked }: Place): Operation[] {
  const [before, offered] = [oldField, field].map((each) => optionsOf(each.schema)?.map(({ value }) => value) ?? []);
  return parked.columns.flatMap(({ table: owner, shape, name, made, options = [] }): Operation[] => {
    if (owner !== table.id || shape.id !== column.id || shape.type !== column.type || !made) return [];
    const returning = options.filter((option) => offered?.includes(option) && !before?.includes(option));
    if (returning.length === 0) return [];
    const had = `Records of ${table.entity} that had ${quoted(returning)}`;
    return [
      {
        op: 'restoreOption',
        entity: table.entity,
        field: field.name,
        risk: 'safe',
        sentence: `${had} in ${field.name} have it again where nobody changed it since.`,
        params: { options: returning },
        affected: `select count(*) from ${source} where ${hasOne(name, column, returning)}`,
        table: table.name,
        column: column.name,
        options: returning,
        offered: offered ?? [],
        isList: isList(column),
        restored: { original: name, made: made.name },
        isWhole: options.every((option) => offered?.includes(option)),
      },
    ];
  });
}

/** Values of options whose identity is no longer there; a renamed option stays. */
function gone(old: Field, field: Field): string[] {
  const offered = optionsOf(field.schema);
  if (!offered) return [];
  const stays = (id: string, value: string) => offered.some((option) => option.id === id || option.value === value);
  return (optionsOf(old.schema) ?? []).flatMap(({ id, value }) => (stays(id, value) ? [] : [value]));
}

function isList({ type }: ColumnShape): boolean {
  return type.endsWith('[]');
}

function hasOne(name: string, column: ColumnShape, options: readonly string[]): string {
  const values = `array[${options.map((option) => quoteLiteral(option).trim()).join(', ')}]`;
  return isList(column) ? `${quoteIdent(name)} && ${values}` : `${quoteIdent(name)} = any(${values})`;
}
