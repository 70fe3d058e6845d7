import { fault, saidFault } from '../errors/fault.ts';
import type { FaultParams, TextForm } from '../errors/faultCodes.ts';
import type { Fault } from '../errors/KilnError.ts';
import { said } from '../errors/said.ts';
import { isObject, type Json } from '../lib/json.ts';
import { nearNames } from './didYouMean.ts';
import { toPointer } from './pointer.ts';

/** One error of Ajv. What it tells of value and schema comes with `verbose` only. */
export interface Finding {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, Json | undefined>>;
  readonly message?: string;
  readonly propertyName?: string;
  readonly parentSchema?: object;
  readonly data?: unknown;
}

/** Looking for what is near takes time, and nobody reads more of it. */
const suggested = 10;

/** Names of JSON Schema's formats for what faults name. */
const formats: Readonly<Record<string, TextForm>> = {
  email: 'email',
  uri: 'url',
  date: 'date',
  'date-time': 'dateTime',
  time: 'time',
  duration: 'duration',
  uuid: 'uuid',
};

/**
 * What Ajv found (with `verbose`, for the schema beside a keyword), as places and sentences.
 * Errors that only say that a branch failed are left out: the branch's own errors tell more.
 */
export function explainErrors(findings: readonly Finding[]): Fault[] {
  const own = findings.filter((finding) => !isBranch(finding, findings));
  return own.map((finding, index) => explainError(finding, index < suggested));
}

/** True for what only says that something else among the findings is wrong. */
export function isBranch(finding: Finding, all: readonly Finding[]): boolean {
  // What is wrong with a name is said once, by `propertyNames`.
  if (finding.keyword === 'if' || finding.propertyName !== undefined) return true;
  if (finding.keyword !== 'anyOf' && finding.keyword !== 'oneOf' && finding.keyword !== 'contains') return false;
  return all.some((other) => other !== finding && other.schemaPath.startsWith(`${finding.schemaPath}/`));
}

/** Where a finding belongs: a member that is missing or too many has a place of its own. */
export function placeOf({ params, instancePath }: Finding): string {
  const member =
    params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty ?? params.propertyName;
  return typeof member === 'string' ? instancePath + toPointer([member]) : instancePath;
}

/** `suggests`: name what is near to an unknown name. */
export function explainError(finding: Finding, suggests = true): Fault {
  const { keyword, params, parentSchema, data } = finding;
  const at = placeOf(finding);
  const limit = Number(params.limit);
  switch (keyword) {
    case 'required':
      return fault(at, 'missing', { name: String(params.missingProperty) });
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      return fault(at, 'unknownMember', { name, ...(suggests ? nearNames(name, membersOf(parentSchema)) : {}) });
    }
    case 'unevaluatedProperties':
      return fault(at, 'unknownMember', { name: String(params.unevaluatedProperty) });
    case 'propertyNames':
      return fault(at, 'memberName', { name: String(params.propertyName) });
    case 'dependentRequired':
      return fault(at, 'alsoNeeds', { name: String(params.property), other: String(params.missingProperty) });
    case 'enum':
      return fault(at, 'option', oneOf(params.allowedValues, data));
    case 'const':
      return fault(at, 'const', { value: params.allowedValue ?? null });
    case 'type': {
      const { type } = params;
      return fault(at, 'type', { types: (Array.isArray(type) ? type : String(type).split(',')).map(String) });
    }
    case 'format': {
      const form = formats[String(params.format)];
      return form
        ? fault(at, 'format', { form })
        : saidFault(at, said`Must be in the format ${String(params.format)}.`);
    }
    case 'pattern': {
      const help = parentSchema && 'description' in parentSchema ? parentSchema.description : undefined;
      return fault(at, 'pattern', { pattern: String(params.pattern), ...(typeof help === 'string' ? { help } : {}) });
    }
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return limit === 1 ? fault(at, 'empty', {}) : fault(at, keyword, { limit });
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return fault(at, keyword, { limit });
    case 'uniqueItems':
      return fault(at, 'duplicate', { first: Number(params.j) + 1, second: Number(params.i) + 1 });
    case 'multipleOf':
      return fault(at, 'multipleOf', { of: Number(params.multipleOf) });
    case 'false schema':
    case 'not':
      return fault(at, 'notAllowed', {});
    default:
      return saidFault(at, said`Does not fit "${keyword}" of its schema.`);
  }
}

function membersOf(schema: object | undefined): string[] {
  return schema && 'properties' in schema && isObject(schema.properties) ? Object.keys(schema.properties) : [];
}

function oneOf(allowed: Json | undefined, value: unknown): FaultParams['option'] {
  const options = Array.isArray(allowed) ? allowed : [];
  if (options.length <= 12 || typeof value !== 'string') return { options };
  const { near } = nearNames(value, options.map(String));
  return near ? { value, near } : { options };
}
