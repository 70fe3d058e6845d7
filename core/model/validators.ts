import type { ValidateFunction } from 'ajv/dist/2020.js';
import { didYouMean } from '../definitions/didYouMean.ts';
import { toPointer } from '../definitions/pointer.ts';
import type { Fault } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { createAjv } from './createAjv.ts';
import { explainValues } from './explainValues.ts';
import { patternEngine, patternsIn } from './patterns.ts';
import type { Entity, Field, Model } from './types.ts';
import { isStorable, unstorable } from './unstorable.ts';
import { valuesSchema } from './valuesSchema.ts';

/** Checks values of one entity as clients send them. Faults point into the values; all are reported. */
export interface EntityValidator {
  /** A whole record. Absent and null are the same; what has a default may be absent. */
  readonly create: (values: unknown) => Fault[];
  /**
   * Changes to a record: only what they name is looked at, and null empties a field. Line items with an `id` are changes
   * as well, those without are new.
   */
  readonly update: (values: unknown) => Fault[];
}

/** Validators of a model's entities, each compiled when it is first asked for. Lives as long as its model. */
export interface Validators {
  readonly of: (entity: Entity) => EntityValidator;
}

export function createValidators(model: Pick<Model, 'entities'>): Validators {
  const fields = [...model.entities.values()].flatMap((entity) => [...entity.fields.values()]);
  const patterns = new Set(fields.flatMap((field) => patternsIn(field.schema).map(({ pattern }) => pattern)));
  const ajv = createAjv({ verbose: true, code: { regExp: patternEngine(patterns) } });
  const validators = new Map<string, EntityValidator>();
  const compiled = new Map<string, ValidateFunction>();

  const of = (entity: Entity): EntityValidator => {
    const known = validators.get(entity.name);
    if (known) return known;
    const check = (values: unknown, mode: Mode): Fault[] => examine(values, entity, mode);
    const validator: EntityValidator = {
      create: (values) => check(values, 'create'),
      update: (values) => check(values, 'update'),
    };
    validators.set(entity.name, validator);
    return validator;
  };

  const validateOf = (entity: Entity): ValidateFunction => {
    const known = compiled.get(entity.name);
    if (known) return known;
    const validate = ajv.compile(valuesSchema(entity));
    compiled.set(entity.name, validate);
    return validate;
  };

  /** `parentField`: the relation to the parent of line items, which the server fills in. */
  const examine = (values: unknown, entity: Entity, mode: Mode, parentField?: string): Fault[] => {
    if (!isObject(values)) return [{ pointer: '', message: 'Must be an object with the values of the fields.' }];
    const faults: Fault[] = [];
    const names = Object.keys(values);
    for (const name of names) {
      const fault = refusal(name, entity.fields.get(name), values[name] ?? null, mode, entity);
      if (fault !== undefined) faults.push({ pointer: toPointer([name]), message: fault });
    }
    if (mode === 'create') {
      for (const field of entity.fields.values()) {
        if (!mustBeGiven(field) || field.name === parentField || (values[field.name] ?? null) !== null) continue;
        faults.push({ pointer: toPointer([field.name]), message: `"${field.title}" is required.` });
      }
    }
    const refused = new Set(faults.map(({ pointer }) => pointer));
    for (const name of names) {
      const value = values[name] ?? null;
      if (value === null || isStorable(value) || refused.has(toPointer([name]))) continue;
      const found = unstorable(value, [name]);
      for (const { path, message } of found) faults.push({ pointer: toPointer(path), message });
      // Ajv calls `valueOf` of objects that it compares.
      if (found.length > 0) refused.add(toPointer([name]));
    }
    const isIn = (name: string) => values[name] !== null && (refused.size === 0 || !refused.has(toPointer([name])));
    // Nearly always all of them; a copy costs as much as the validation.
    const present = names.every(isIn) ? values : pick(values, names.filter(isIn));
    const validate = validateOf(entity);
    if (!validate(present)) faults.push(...explainValues(validate.errors ?? [], entity));
    for (const name of names) {
      const value = values[name];
      if (!Array.isArray(value) || !isIn(name)) continue;
      const children = entity.fields.get(name)?.children;
      const child = children && model.entities.get(children.entity);
      if (child) faults.push(...examineItems(name, value, child, children.field, mode));
    }
    return faults;
  };

  const examineItems = (
    name: string,
    items: readonly Json[],
    child: Entity,
    parentField: string,
    mode: Mode,
  ): Fault[] =>
    items.flatMap((item, index) => {
      // Ajv has told already that an item is not an object.
      if (!isObject(item)) return [];
      const isOld = mode !== 'create' && typeof item.id === 'string';
      const faults = examine(item, child, isOld ? 'item' : 'create', parentField);
      return faults.map((fault) => ({ ...fault, pointer: toPointer([name, index]) + fault.pointer }));
    });

  return { of };
}

function pick(values: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** `item`: changes to a line item, which says by its id which one it is. */
type Mode = 'create' | 'update' | 'item';

function refusal(name: string, field: Field | undefined, value: Json, mode: Mode, entity: Entity): string | undefined {
  if (field === undefined) {
    const inverse = entity.inverses.get(name);
    if (inverse) return `"${name}" are records of "${inverse.entity}"; they are changed there.`;
    return `There is no field "${name}".${didYouMean(name, writableNames(entity))}`;
  }
  if (name === 'id' && mode !== 'update') return undefined;
  if (name === 'id') return 'An id never changes.';
  if (field.computed) return `"${field.title}" is computed by the server.`;
  if (value === null && mode !== 'create' && field.required)
    return `"${field.title}" is required and cannot be emptied.`;
  return undefined;
}

function writableNames(entity: Entity): string[] {
  return [...entity.fields.values()].filter((field) => !field.computed).map((field) => field.name);
}

function mustBeGiven(field: Field): boolean {
  return field.required && !field.computed && field.defaultValue === undefined && field.defaultExpression === undefined;
}
