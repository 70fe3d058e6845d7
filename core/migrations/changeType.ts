import type { Json } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Field } from '../model/types.ts';
import type { Conversion } from './conversion.ts';
import { type Change, convert, type Held } from './convert.ts';
import { originalColumnNames } from './identifiers.ts';
import type { ChangeType, Keep, Operation, Original } from './operations.ts';
import type { ColumnShape, ParkedColumn } from './shape.ts';
import { sourceType } from './sourceType.ts';
import { sqlLiteral } from './sqlLiteral.ts';
import type { TableChange } from './tableChange.ts';

/** How one column becomes another; undefined where its values have no way, so that it is parked and the field begins empty. */
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
  const restored = originalOf(change.parked, { old, column, from: held.target, to: target });
  const found = convert(held, field, target, conversion) ?? (restored && noWay(column.type));
  if (!found) return undefined;
  const name = quoteIdent(column.name);
  const plain = found.using?.(name, change.titles.during) ?? name;
  if (plain === name && old.type === column.type && !restored && found.loses === 'nothing') return asItIs;
  const targets = {
    ...(held.target === undefined ? {} : { from: held.target }),
    ...(target === undefined ? {} : { to: target }),
  };
  const keep = found.loses === 'nothing' ? undefined : { ...keepAside(change, old, taken), targets };
  const using = usingSql({ plain, name, column, field, restored, conversion });
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
    ...(found.atOnce ? { atOnce: true } : {}),
    ...(keep ? { keep } : {}),
    ...(restored ? { restored } : {}),
    ...(found.unfit ? { choice: unfit, ...questions(change, old, column, found, restored) } : {}),
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

/** What was kept aside when the column became what it is now, if it came from what it shall be. */
function originalOf(
  parked: readonly ParkedColumn[],
  {
    old,
    column,
    from,
    to,
  }: { old: ColumnShape; column: ColumnShape; from: string | undefined; to: string | undefined },
): Original | undefined {
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

function usingSql(parts: {
  plain: string;
  name: string;
  column: ColumnShape;
  field: Field;
  restored: Original | undefined;
  conversion: Conversion | undefined;
}): string {
  const { plain, name, column, field, restored, conversion } = parts;
  const fill = conversion?.unfit === 'default' || column.notNull ? fillOf(field, column) : undefined;
  const typed = asType(plain, column.type);
  const filled = fill === undefined ? typed : `case when ${name} is not null then coalesce(${typed}, ${fill}) end`;
  if (!restored) return filled;
  const [original, made] = [quoteIdent(restored.original), quoteIdent(restored.made)];
  return `case when ${original} is not null and ${made} is not distinct from ${name} then ${original} else ${filled} end`;
}

/** `using` need not mind precision: the last cast does. */
function asType(using: string, type: string): string {
  return using.endsWith(`::${type}`) ? using : `(${using})::${type}`;
}

/** What is asked before the plan is applied, and once more by a change that is to be refused when something does not fit. */
function questions(
  { after, source, titles }: TableChange,
  old: ColumnShape,
  column: ColumnShape,
  { unfit, shown }: Change,
  restored: Original | undefined,
): Partial<Pick<ChangeType, 'doubt' | 'refusal'>> {
  if (!unfit) return {};
  const returns = (name: string) =>
    restored
      ? ` and not (${quoteIdent(restored.original)} is not null and ${quoteIdent(restored.made)} is not distinct from ${name})`
      : '';
  const [before, during] = [quoteIdent(old.name), quoteIdent(column.name)];
  return {
    doubt: {
      source,
      where: unfit(before, titles.before) + returns(before),
      value: shown(before, titles.before),
    },
    refusal: {
      source: `data.${quoteIdent(after.name)}`,
      where: unfit(during, titles.during) + returns(during),
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
