import { fromPointer } from '../../../../definitions/pointer.ts';
import type { Fault } from '../../../../errors/KilnError.ts';
import { said } from '../../../../errors/said.ts';
import { isObject, type Json, type JsonObject } from '../../../../lib/json.ts';
import { compileForeignSchema } from '../../../foreignSchema.ts';
import type { Reader } from './Reader.ts';
import { readAny } from './readAny.ts';

/**
 * Reports what is wrong with the input that another workflow or a plugin is given, as far as it is known before it
 * runs: what is missing, what is not asked for, constants that do not fit. What is wrong with a member stands there,
 * what is not there at whom it is given to. A step that nobody can do any more because of it is a matter of these
 * places.
 */
export function checkGiven(step: string, input: JsonObject, reader: Reader): void {
  const called = calledBy(step, input, reader);
  if (!called) return;
  const { place, faults } = called;
  const given = isObject(input.input) ? input.input : {};
  for (const { pointer, ...words } of faults) {
    const [member, ...inside] = fromPointer(pointer);
    const isThere = typeof member === 'string' && Object.hasOwn(given, member);
    if (isThere) reader.report(['input', member], inside.length > 0 ? said`${inside.join('/')}: ${words}` : words);
    else reader.report([place], said`What it is given: ${words}`);
  }
}

interface Called {
  /** The member of `with` that names it. */
  readonly place: string;
  readonly faults: readonly Fault[];
}

function calledBy(step: string, input: JsonObject, reader: Reader): Called | undefined {
  const { setting } = reader;
  if (step === 'workflow') {
    const check = setting.inputOf(String(input.workflow));
    const given = input.input ?? {};
    if (!check || !isObject(given)) return undefined;
    const { known, open } = constantsIn(given, reader);
    return { place: 'workflow', faults: check(known).filter((fault) => !isOpen(fault, open)) };
  }
  if (step !== 'plugin') return undefined;
  const place = typeof input.step === 'string' ? 'step' : 'function';
  const provided = setting.plugins.get(String(input.plugin))?.provides[`${place}s`] ?? {};
  const name = String(input[place]);
  const schema = Object.hasOwn(provided, name) ? provided[name]?.input : undefined;
  return schema && { place, faults: foreignFaults(schema, input.input ?? null, reader) };
}

function foreignFaults(schema: JsonObject, given: Json, reader: Reader): readonly Fault[] {
  if (!isObject(given)) {
    const value = constantOf(given, reader);
    return value === undefined ? [] : compileForeignSchema(schema)(value);
  }
  const { known, open } = constantsIn(given, reader);
  // What members have to do with each other cannot be said while one of them is open.
  if (open.size > 0 && mentions(schema)) return [];
  return compileForeignSchema(schema)(known).filter((fault) => !isOpen(fault, open));
}

/** Whether a fault is about a member whose value nobody knows yet. That there is none of its name is known. */
function isOpen({ pointer, code }: Fault, open: ReadonlySet<string>): boolean {
  const [member, ...inside] = fromPointer(pointer);
  const isUnknown = inside.length === 0 && (code === 'unknownField' || code === 'unknownMember');
  return open.has(String(member)) && !isUnknown;
}

const relating: ReadonlySet<string> = new Set([
  ...[
    'anyOf',
    'oneOf',
    'not',
    'if',
    'dependentRequired',
    'dependentSchemas',
    '$ref',
    '$dynamicRef',
    'unevaluatedProperties',
  ],
]);

function mentions(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.some(mentions);
  return isObject(schema) && Object.entries(schema).some(([name, value]) => relating.has(name) || mentions(value));
}

/** The members, null where their value holds expressions, and the names of those. */
function constantsIn(given: JsonObject, reader: Reader) {
  const open = new Set<string>();
  const known: Record<string, Json> = {};
  for (const [name, member] of Object.entries(given)) {
    const value = constantOf(member, reader);
    if (value === undefined) open.add(name);
    known[name] = value ?? null;
  }
  return { known, open };
}

/** The value, unless it is known only when the step is done. */
function constantOf(value: Json, reader: Reader): Json | undefined {
  // What is wrong with its expressions is reported where they are read.
  const template = readAny(value, { ...reader, report: () => undefined });
  return template.is === 'value' ? template.value : undefined;
}
