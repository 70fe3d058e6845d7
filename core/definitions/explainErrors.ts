import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Fault } from '../errors/KilnError.ts';
import { isObject } from '../lib/json.ts';
import { didYouMean } from './didYouMean.ts';
import { toPointer } from './pointer.ts';

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address such as name@example.com',
  uri: 'a complete web address such as https://example.com',
  date: 'a date that exists, such as 2026-03-31',
  'date-time': 'a date and time with its zone, such as 2026-03-31T09:30:00Z',
  time: 'a time such as 09:30:00',
  duration: 'a duration such as PT1H30M or P3D',
  uuid: 'an id (a uuid)',
  regex: 'a regular expression',
};

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/**
 * What Ajv found (with `verbose`, for the schema beside a keyword), as places and sentences.
 * Errors that only say that a branch failed are left out: the branch's own errors tell more.
 */
export function explainErrors(errors: readonly ErrorObject[]): Fault[] {
  const telling = errors.filter((error) => !isBranch(error, errors));
  return telling.map((error) => ({ pointer: placeOf(error), message: sentence(error) }));
}

function isBranch(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  // What is wrong with a name is said once, by `propertyNames`.
  if (error.keyword === 'if' || error.propertyName !== undefined) return true;
  if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf' && error.keyword !== 'contains') return false;
  return all.some((other) => other !== error && other.schemaPath.startsWith(`${error.schemaPath}/`));
}

function placeOf(error: ErrorObject): string {
  const params: Record<string, unknown> = error.params;
  const member =
    params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty ?? params.propertyName;
  return typeof member === 'string' ? error.instancePath + toPointer([member]) : error.instancePath;
}

function sentence({ keyword, params, parentSchema, data, message }: ErrorObject): string {
  const limit = String(params.limit);
  switch (keyword) {
    case 'required':
      return `"${params.missingProperty}" is missing.`;
    case 'additionalProperties':
      return `"${params.additionalProperty}" is not known here.${didYouMean(String(params.additionalProperty), Object.keys(isObject(parentSchema?.properties) ? parentSchema.properties : {}))}`;
    case 'unevaluatedProperties':
      return `"${params.unevaluatedProperty}" is not known here.`;
    case 'propertyNames':
      return `"${params.propertyName}" cannot be a name here: a small letter, then letters and digits, at most 40.`;
    case 'dependentRequired':
      return `"${params.property}" also needs "${params.missingProperty}".`;
    case 'enum':
      return oneOf(params.allowedValues, data);
    case 'const':
      return `Must be ${JSON.stringify(params.allowedValue)}.`;
    case 'type':
      return `Must be ${alternatives(params.type)}.`;
    case 'format':
      return `Must be ${formats[String(params.format)] ?? `in the format ${params.format}`}.`;
    case 'pattern': {
      const help = parentSchema?.description;
      return `Must match the pattern ${params.pattern}.${typeof help === 'string' ? ` ${help}` : ''}`;
    }
    case 'minLength':
      return limit === '1' ? 'Must not be empty.' : `Must have at least ${limit} characters.`;
    case 'maxLength':
      return `Must have at most ${limit} characters.`;
    case 'minItems':
      return limit === '1' ? 'Must not be empty.' : `Must have at least ${limit} entries.`;
    case 'maxItems':
      return `Must have at most ${limit} entries.`;
    case 'minProperties':
      return limit === '1' ? 'Must not be empty.' : `Must have at least ${limit} members.`;
    case 'maxProperties':
      return `Must have at most ${limit} members.`;
    case 'uniqueItems':
      return `Entries ${Number(params.j) + 1} and ${Number(params.i) + 1} are equal.`;
    case 'minimum':
      return `Must be ${limit} or more.`;
    case 'maximum':
      return `Must be ${limit} or less.`;
    case 'exclusiveMinimum':
      return `Must be more than ${limit}.`;
    case 'exclusiveMaximum':
      return `Must be less than ${limit}.`;
    case 'multipleOf':
      return `Must be a multiple of ${params.multipleOf}.`;
    case 'false schema':
    case 'not':
      return 'Is not allowed here.';
    default:
      return `${message ?? 'Is not valid'}.`.replace(/^./, (first) => first.toUpperCase());
  }
}

function oneOf(allowed: unknown, value: unknown): string {
  const options = Array.isArray(allowed) ? allowed : [];
  const help = typeof value === 'string' ? didYouMean(value, options.map(String)) : '';
  if (options.length > 12 && help !== '') return `${JSON.stringify(value)} is not known here.${help}`;
  return `Must be one of ${options.map((option) => JSON.stringify(option)).join(', ')}.`;
}

function alternatives(type: unknown): string {
  const names = Array.isArray(type) ? type : String(type).split(',');
  return names.map((name) => types[String(name)] ?? String(name)).join(' or ');
}
