import { nearNames } from '../../../definitions/didYouMean.ts';
import { toPointer } from '../../../definitions/pointer.ts';
import { fault } from '../../../errors/fault.ts';
import type { TextForm } from '../../../errors/faultCodes.ts';
import type { Fault } from '../../../errors/KilnError.ts';
import { parseDuration } from '../../../expressions/values/durations.ts';
import { isObject, type Json } from '../../../lib/json.ts';
import { formats } from '../../formats.ts';
import type { InputSchema, JsonType } from './steps/StepType.ts';

/** Texts that are not what they will be: templates, which are filled later. */
type IsOpen = (text: string) => boolean;

/**
 * What is wrong with what a step is given, by the form of its input; all of it, with places. What its names stand for
 * is not looked at.
 */
export function inputFaults(schema: InputSchema, value: Json, isOpen: IsOpen = () => false): Fault[] {
  const faults: Fault[] = [];
  hold(schema, value, [], { isOpen, faults });
  return faults;
}

interface Holding {
  readonly isOpen: IsOpen;
  readonly faults: Fault[];
}

type Path = readonly (string | number)[];

function hold(schema: InputSchema, value: Json, path: Path, holding: Holding): void {
  if (typeof value === 'string' && !isFixed(schema) && holding.isOpen(value)) return;
  if (schema['x-input'] === 'where' && isFilled(value)) return;
  // A record without an owner has nobody to be told: whoever is meant is left out where there is none.
  const isPeople = schema['x-input'] === 'people';
  if (isPeople && value === null) return;
  const at = toPointer(path);
  const branch = branchOf(schema, value);
  const types = typesOf(branch);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    holding.faults.push(fault(at, 'type', { types }));
    return;
  }
  holding.faults.push(...valueFaults(branch, value, at));
  if (Array.isArray(value)) {
    holding.faults.push(...sizeFaults(value.length, branch.minItems, branch.maxItems, 'Items', at));
    const { items } = branch;
    for (const [index, item] of items ? value.entries() : []) {
      if (items && !(isPeople && item === null)) hold(items, item, [...path, index], holding);
    }
  } else if (isObject(value)) {
    holding.faults.push(...objectFaults(branch, value, path));
    for (const [name, member] of Object.entries(value)) {
      const own = memberSchema(branch, name);
      // An empty field gives null, which is as if nothing had been said.
      const isLeftOut = member === null && branch.required?.includes(name) !== true;
      if (own && !isLeftOut) hold(own, member, [...path, name], holding);
    }
  }
}

const fixedInputs: ReadonlySet<string> = new Set([
  ...['entity', 'role', 'workflow', 'form', 'plugin', 'pluginFunction', 'pluginStep'],
  ...['field', 'sort', 'select', 'cel'],
]);

/** Takes no templates: names are known when the workflow is published. */
export function isFixed(schema: InputSchema): boolean {
  return schema['x-constant'] === true || fixedInputs.has(schema['x-input'] ?? '');
}

/** Of several forms, the one that a value means to have. */
export function branchOf(schema: InputSchema, value: Json): InputSchema {
  const { anyOf } = schema;
  if (!anyOf) return schema;
  const ofType = anyOf.filter((each) => {
    const types = typesOf(each);
    return types.length === 0 || types.some((type) => isOfType(value, type));
  });
  const complete = ofType.find(
    ({ required = [] }) => isObject(value) && required.some((name) => Object.hasOwn(value, name)),
  );
  return complete ?? ofType[0] ?? { ...schema, type: [...new Set(anyOf.flatMap(typesOf))] };
}

/** The schema of a member; undefined where there may be none of that name, or anything. */
export function memberSchema({ properties, additionalProperties }: InputSchema, name: string): InputSchema | undefined {
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** Names of the JSON types that a value may have; none: any. */
export function typesOf({ type, anyOf }: InputSchema): JsonType[] {
  if (anyOf && type === undefined) return [...new Set(anyOf.flatMap(typesOf))];
  return type === undefined ? [] : [type].flat();
}

function isOfType(value: Json, type: JsonType): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

function isFilled(value: Json): boolean {
  return isObject(value) && typeof value.cel === 'string' && Array.isArray(value.values);
}

function valueFaults(schema: InputSchema, value: Json, at: string): Fault[] {
  const { enum: options, const: only, minimum, maximum } = schema;
  if (only !== undefined && value !== only) return [fault(at, 'const', { value: only })];
  if (options && !options.some((option) => option === value)) return [fault(at, 'option', { options: [...options] })];
  if (typeof value === 'string') return textFaults(schema, value, at);
  if (typeof value !== 'number') return [];
  if (minimum !== undefined && value < minimum) return [fault(at, 'minimum', { limit: minimum })];
  return maximum !== undefined && value > maximum ? [fault(at, 'maximum', { limit: maximum })] : [];
}

const forms: Readonly<Record<NonNullable<InputSchema['format']>, TextForm>> = {
  date: 'date',
  'date-time': 'dateTime',
  time: 'time',
  duration: 'duration',
  email: 'email',
  uri: 'url',
};

function textFaults({ minLength, maxLength, pattern, format }: InputSchema, text: string, at: string): Fault[] {
  const faults = sizeFaults([...text].length, minLength, maxLength, 'Length', at);
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) faults.push(fault(at, 'pattern', { pattern }));
  if (format !== undefined && !isOfFormat(text, format)) faults.push(fault(at, 'format', { form: forms[format] }));
  return faults;
}

function isOfFormat(text: string, format: NonNullable<InputSchema['format']>): boolean {
  if (format === 'duration') return parseDuration(text) !== null;
  if (format === 'time') return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text);
  const known = formats[format];
  return known instanceof RegExp ? known.test(text) : (known?.(text) ?? true);
}

function sizeFaults(
  size: number,
  least: number | undefined,
  most: number | undefined,
  of: 'Length' | 'Items' | 'Properties',
  at: string,
): Fault[] {
  if (least !== undefined && size < least) {
    return [least === 1 ? fault(at, 'empty', {}) : fault(at, `min${of}`, { limit: least })];
  }
  return most !== undefined && size > most ? [fault(at, `max${of}`, { limit: most })] : [];
}

function objectFaults(schema: InputSchema, value: { readonly [name: string]: Json }, path: Path): Fault[] {
  const { required = [], properties = {}, additionalProperties, minProperties, maxProperties } = schema;
  const names = Object.keys(value);
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  const unknown = additionalProperties === false ? names.filter((name) => !Object.hasOwn(properties, name)) : [];
  return [
    ...missing.map((name) => fault(toPointer([...path, name]), 'missing', { name })),
    ...unknown.map((name) =>
      fault(toPointer([...path, name]), 'unknownMember', { name, ...nearNames(name, Object.keys(properties)) }),
    ),
    ...sizeFaults(names.length, minProperties, maxProperties, 'Properties', toPointer(path)),
  ];
}
