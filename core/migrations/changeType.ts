import type { Json } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Field } from '../model/types.ts';
import type { Conversion } from './conversion.ts';
import { type Change, convert, type Held } from './convert.ts';
import { originalColumnNames } from './identifiers.ts';
import { beside } from './lookups.ts';
import type { ChangeType, Keep, Operation, Restored } from './operations.ts';
import type { ColumnShape, ParkedColumn } from './shape.ts';
import { sourceType } from './sourceType.ts';
import { sqlLiteral } from './sqlLiteral.ts';
import type { TableChange } from './tableChange.ts';

/**
 * How one column becomes another; undefined where its values have no way, so that it is parked and the field begins
 * empty.
 */
export interface TypeChange {
  /** Undefined: the values are right as they are. */
  readonly operation: Operation | undefined;
  /** The old column is kept aside, so what stands on it is made anew. */
  readonly isAnew: boolean;
}

/** @param taken names of parked columns of the table; those that this change needs are added */
export function changeType(
  change: TableChange,
  old: ColumnShape,
  column: ColumnShape,
  taken: Set<string>,
): TypeChange | undefined {
  const field = change.fields.get(column.id);
  if (!field) return old.type === column.type && old.fieldType === column.fieldType ? asItIs : undefined;
  const held = heldBy(change, old);
  const conversion = change.conversions.get(`${change.after.entity}.${field.name}`);
  const target = change.targetOf(field);
  if (held.type === field.type.name && held.target === target && old.type === column.type) return asItIs;
  const ends = { old, column, from: held.target, to: target };
  const kept = originalOf(change.parked, ends);
  const found = convert(held, field, target, conversion) ?? (kept && noWay(column.type));
  if (!found) return undefined;
  const restored = kept ?? begunWithout(change.parked, ends);
  const name = quoteIdent(column.name);
  const plain = found.using?.(name, change.titles.during) ?? name;
  if (plain === name && old.type === column.type && !restored && found.loses === 'nothing') return asItIs;
  const targets = {
    ...(held.target === undefined ? {} : { from: held.target }),
    ...(target === undefined ? {} : { to: target }),
  };
  const keep = found.loses === 'nothing' ? undefined : { ...keepAside(change, old, taken), targets };
  const back = restored && returns(restored, fillOf(change.oldFields.get(old.id), old));
  const parts = { name, column, field, back, conversion };
  const using = usingSql({ ...parts, plain });
  const prepared = usingSql({ ...parts, plain: found.using?.(name, change.titles.beside) ?? name });
  const unfit = conversion?.unfit ?? 'park';
  const operation: Operation = {
    op: 'changeType',
    entity: change.after.entity,
    field: column.field,
    risk: found.loses === 'nothing' || found.loses === 'form' ? 'rewrites' : 'loses data',
    sentence: sentence(`${change.after.entity}.${column.field}`, column, found, unfit),
    params: { from: held.type, to: field.type.name, ...(restored ? { restores: true } : {}) },
    affected: `select count(*) from ${change.source} where ${quoteIdent(old.name)} is not null`,
    table: change.after.name,
    column: column.name,
    type: column.type,
    fieldType: column.fieldType,
    using,
    loses: found.loses,
    beside: beside(prepared, [target], change.titles.beside),
    ...(keep ? { keep } : {}),
    ...(restored ? { restored } : {}),
    ...(found.unfit ? { choice: unfit, ...questions(change, old, column, found, back) } : {}),
  };
  return { operation, isAnew: keep !== undefined };
}

/** Only what was kept aside comes back. */
function noWay(type: string): Change {
  return {
    loses: 'values',
    using: () => `null::${type}`,
    unfit: (name) => `${name} is not null`,
    shown: (name) => `${name}::text`,
  };
}

const asItIs: TypeChange = { operation: undefined, isAnew: false };

function heldBy({ oldFields, targetOf }: TableChange, old: ColumnShape): Held {
  const field = oldFields.get(old.id);
  const target = field && targetOf(field);
  const type = field ? sourceType(field) : old.fieldType;
  return {
    type,
    column: old.type,
    ...(target === undefined ? {} : { target }),
    ...(field?.schema['x-sensitive'] ? { isSensitive: true } : {}),
  };
}

/** Both columns are named after what is kept, so that a second try of the same change names them the same. */
function keepAside(change: TableChange, old: ColumnShape, taken: Set<string>): Keep {
  const names = originalColumnNames(change.after.id, old.id, taken);
  taken.add(names.original).add(names.made);
  return { ...names, tableId: change.after.id, column: old };
}

interface Ends {
  readonly old: ColumnShape;
  readonly column: ColumnShape;
  /** x-ids of the entities that the field points at. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What was kept aside when the column became what it is now, if it came from what it shall be. */
function originalOf(parked: readonly ParkedColumn[], { old, column, from, to }: Ends): Restored | undefined {
  const found = parked.findLast(
    ({ shape, made, options }) =>
      !options &&
      made?.type === old.type &&
      made.fieldType === old.fieldType &&
      made.targets?.to === from &&
      made.targets?.from === to &&
      shape.id === column.id &&
      shape.type === column.type &&
      shape.fieldType === column.fieldType,
  );
  return found?.made && { original: found.name, made: found.made.name };
}

/** What was parked because it had no way to what the column is now. */
function begunWithout(parked: readonly ParkedColumn[], { old, column, from, to }: Ends): Restored | undefined {
  const found = parked.findLast(
    ({ shape, became }) =>
      became?.type === old.type &&
      became.fieldType === old.fieldType &&
      became.targets?.to === from &&
      became.targets?.from === to &&
      shape.id === column.id &&
      shape.type === column.type &&
      shape.fieldType === column.fieldType,
  );
  return found && { original: found.name };
}

/** What comes back, and where: in rows that have it, and in which nobody has changed the value since. */
interface Returns {
  readonly value: string;
  /** SQL over the value of now. */
  readonly where: (name: string) => string;
}

/** @param begun SQL of the value that the field began with, where it did not begin empty */
function returns({ original, made }: Restored, begun: string | undefined): Returns {
  const value = quoteIdent(original);
  const isSame = (name: string): string => {
    if (made !== undefined) return `${quoteIdent(made)} is not distinct from ${name}`;
    return begun === undefined ? `${name} is null` : `(${name} is null or ${name} = ${begun})`;
  };
  return { value, where: (name) => `${value} is not null and ${isSame(name)}` };
}

function usingSql(parts: {
  plain: string;
  name: string;
  column: ColumnShape;
  field: Field;
  back: Returns | undefined;
  conversion: Conversion | undefined;
}): string {
  const { plain, name, column, field, back, conversion } = parts;
  const fill = conversion?.unfit === 'default' || column.notNull ? fillOf(field, column) : undefined;
  const typed = asType(plain, column.type);
  const filled = fill === undefined ? typed : `case when ${name} is not null then coalesce(${typed}, ${fill}) end`;
  return back ? `case when ${back.where(name)} then ${back.value} else ${filled} end` : filled;
}

/** `using` need not mind precision: the last cast does. */
function asType(using: string, type: string): string {
  return using.endsWith(`::${type}`) ? using : `(${using})::${type}`;
}

/**
 * What is asked before the plan is applied, and once more by a change that is to be refused when something does not
 * fit.
 */
function questions(
  { after, source, titles }: TableChange,
  old: ColumnShape,
  column: ColumnShape,
  { unfit, shown }: Change,
  back: Returns | undefined,
): Partial<Pick<ChangeType, 'doubt' | 'refusal'>> {
  if (!unfit) return {};
  const stays = (name: string) => (back ? ` and not (${back.where(name)})` : '');
  const [before, during] = [quoteIdent(old.name), quoteIdent(column.name)];
  return {
    doubt: {
      source,
      where: unfit(before, titles.before) + stays(before),
      value: shown(before, titles.before),
    },
    refusal: {
      source: `data.${quoteIdent(after.name)}`,
      where: unfit(during, titles.during) + stays(during),
      value: shown(during, titles.during),
    },
  };
}

function sentence(name: string, column: ColumnShape, { loses }: Change, unfit: string): string {
  const becomes = `Values of ${name} become ${column.fieldType || column.type}`;
  if (loses === 'nothing') return `${becomes}.`;
  if (loses === 'form') return `${becomes}; what they were is kept aside.`;
  const otherwise: Readonly<Record<string, string>> = {
    park: 'what does not fit is empty and kept aside',
    default: 'what does not fit gets the default and is kept aside',
    refuse: 'nothing is changed when some do not fit',
  };
  return `${becomes}; ${otherwise[unfit]}.`;
}

/** SQL of a field's constant default. */
export function fillOf(field: Field | undefined, column: ColumnShape): string | undefined {
  if (field?.defaultValue === undefined || field.defaultValue === null) return undefined;
  const values: Record<string, Json> = field.type.toColumns?.(field.defaultValue, field.schema, field.column) ?? {
    [field.column]: field.defaultValue,
  };
  const value = values[column.name];
  return value === undefined || value === null ? undefined : sqlLiteral(value, column.type);
}
