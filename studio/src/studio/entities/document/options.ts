import type { JsonObject } from '../../../../../core/lib/json.ts';
import { titleOf } from '../../../../../core/model/title.ts';
import { freeName } from './changeFields.ts';
import { objectAt, textAt, textsAt, withMember, withRenamed } from './members.ts';
import { withOtherState } from './moves.ts';

/** A value that a select, or each entry of a list of choices, may have. */
export interface FieldOption {
  readonly value: string;
  /** Never changes, whatever the value is. */
  readonly id: string;
  /** In English, as people see it. */
  readonly title: string;
  /** The title that the document gives it; empty: none. */
  readonly said: string;
  readonly color: string | undefined;
}

/** Colours in the order in which new options take them. */
export const optionPalette = [
  ...['blue', 'green', 'orange', 'purple', 'cyan', 'red', 'gold', 'magenta', 'geekblue', 'lime', 'volcano', 'yellow'],
  ...['pink', 'gray'],
] as const;

export function fieldOptions(schema: JsonObject): FieldOption[] {
  return textsAt(holder(schema), 'enum').map((value) => {
    const said = objectAt(schema, 'x-options', value);
    return {
      value,
      id: textAt(said, 'x-id') ?? value,
      title: textAt(said, 'title') ?? titleOf(value),
      said: textAt(said, 'title') ?? '',
      color: textAt(said, 'color'),
    };
  });
}

/** With a new option at the end, in a colour that is not used yet. */
export function addOption(schema: JsonObject, title: string, wanted: string): JsonObject {
  const options = fieldOptions(schema);
  const value = freeName(
    options.map((option) => option.value),
    wanted,
  );
  const used = new Set(options.map(({ color }) => color));
  const color = optionPalette.find((each) => !used.has(each)) ?? 'gray';
  const next = withValues(schema, [...options.map((option) => option.value), value]);
  return { ...next, 'x-options': { ...objectAt(schema, 'x-options'), [value]: { title, color } } };
}

/** Sets or (undefined) takes out what is said of one option. */
export function changeOption(
  schema: JsonObject,
  value: string,
  key: 'title' | 'color',
  text: string | undefined,
): JsonObject {
  const said = withMember(objectAt(schema, 'x-options', value), key, text);
  const options = withMember(objectAt(schema, 'x-options'), value, Object.keys(said).length > 0 ? said : undefined);
  return withMember(schema, 'x-options', Object.keys(options).length > 0 ? options : undefined);
}

/** Another value of the same option: records that have it follow by `x-id`, where it was saved. */
export function renameOption(schema: JsonObject, from: string, to: string, isSaved: boolean): JsonObject {
  const values = textsAt(holder(schema), 'enum');
  if (from === to || to === '' || values.includes(to)) return schema;
  const options = objectAt(schema, 'x-options');
  const said = objectAt(options, from);
  const id = textAt(said, 'x-id') ?? (isSaved ? from : undefined);
  const named = withMember(said, 'x-id', id === to ? undefined : id);
  const next = withValues(
    schema,
    values.map((value) => (value === from ? to : value)),
  );
  const renamed = withRenamed({ ...options, [from]: named }, from, to);
  const kept = withOtherState(withMember(next, 'x-options', renamed), from, to);
  const { default: first } = schema;
  if (Array.isArray(first)) return { ...kept, default: first.map((value) => (value === from ? to : value)) };
  return first === from ? { ...kept, default: to } : kept;
}

export function removeOption(schema: JsonObject, value: string): JsonObject {
  const left = withValues(
    schema,
    textsAt(holder(schema), 'enum').filter((other) => other !== value),
  );
  const options = withMember(objectAt(schema, 'x-options'), value, undefined);
  const said = withMember(left, 'x-options', Object.keys(options).length > 0 ? options : undefined);
  const next = withOtherState(said, value, undefined);
  return schema.default === value ? withMember(next, 'default', undefined) : next;
}

/** An option goes to the place of the one at `to`. */
export function moveOption(schema: JsonObject, value: string, to: number): JsonObject {
  const rest = textsAt(holder(schema), 'enum').filter((other) => other !== value);
  return withValues(schema, rest.toSpliced(to, 0, value));
}

/** A list has the values in `items`. */
function holder(schema: JsonObject): JsonObject {
  return schema.type === 'array' ? objectAt(schema, 'items') : schema;
}

function withValues(schema: JsonObject, values: readonly string[]): JsonObject {
  if (schema.type !== 'array') return { ...schema, enum: [...values] };
  return { ...schema, items: { ...objectAt(schema, 'items'), enum: [...values] } };
}
