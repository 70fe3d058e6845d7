import type { ValidateFunction } from 'ajv/dist/2020.js';
import { nearNames } from '../definitions/didYouMean.ts';
import { toPointer } from '../definitions/pointer.ts';
import { fault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { createAjv } from './createAjv.ts';
import { explainValues, type FieldPlace } from './explainValues.ts';
import { patternEngine, patternsIn } from './patterns.ts';
import type { Entity, Field, Model } from './types.ts';
import { isStorable, unstorable } from './unstorable.ts';
import { isServed, valuesSchema } from './valuesSchema.ts';

/**
 * Whether whoever sends values knows of a field or inverse of that name. What they do not know is refused as what does
 * not exist.
 */
export type IsKnown = (entity: Entity, name: string) => boolean;

/**
 * Checks values of one entity as clients send them. Faults point into the values; all are reported. `isKnown`: default,
 * all is. `mayServe`: whether fields are given that only the server writes (readOnly); default, none.
 */
export interface EntityValidator {
  /** A whole record. Absent and null are the same; what has a default may be absent. */
  readonly create: (values: unknown, isKnown?: IsKnown, mayServe?: IsKnown) => Fault[];
  /**
   * Changes to a record: only what they name is looked at, and null empties a field. Line items with an `id` are
   * changes as well, those without are new.
   */
  readonly update: (values: unknown, isKnown?: IsKnown, mayServe?: IsKnown) => Fault[];
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
    const validator: EntityValidator = {
      create: (values, isKnown = everything, mayServe = nothing) =>
        examine(values, entity, { mode: 'create', isKnown, mayServe }),
      update: (values, isKnown = everything, mayServe = nothing) =>
        examine(values, entity, { mode: 'update', isKnown, mayServe }),
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

  const examine = (values: unknown, entity: Entity, how: Examination): Fault[] => {
    if (!isObject(values)) return [fault('', 'notRecord', {})];
    const { mode, isKnown, mayServe, parentField } = how;
    const faults: Fault[] = [];
    const names = Object.keys(values);
    for (const name of names) {
      const field = entity.fields.get(name);
      const inverse = entity.inverses.get(name);
      if ((field ?? inverse) === undefined || !isKnown(entity, name)) {
        const params =
          faults.length < suggested ? { name, ...nearNames(name, writableNames(entity, isKnown)) } : { name };
        faults.push(fault(toPointer([name]), 'unknownField', params));
      } else if (field) {
        const served = field.computed && isServed(field) && mayServe(entity, name);
        const refused = refusal(field, values[name] ?? null, mode, served);
        if (refused) faults.push(refused);
      } else if (inverse) {
        faults.push(fault(toPointer([name]), 'changedElsewhere', { name, entity: inverse.entity }));
      }
    }
    if (mode === 'create') {
      for (const field of entity.fields.values()) {
        if (!mustBeGiven(field) || field.name === parentField || (values[field.name] ?? null) !== null) continue;
        faults.push(fault(toPointer([field.name]), 'required', { title: field.title }));
      }
    }
    const refused = new Set(faults.map(({ pointer }) => pointer));
    for (const name of names) {
      const value = values[name] ?? null;
      if (value === null || isStorable(value) || refused.has(toPointer([name]))) continue;
      const found = unstorable(value, [name]);
      faults.push(...found);
      // Ajv calls `valueOf` of objects that it compares.
      if (found.length > 0) refused.add(toPointer([name]));
    }
    const isIn = (name: string) => values[name] !== null && (refused.size === 0 || !refused.has(toPointer([name])));
    // Nearly always all of them; a copy costs as much as the validation.
    const present = names.every(isIn) ? values : pick(values, names.filter(isIn));
    const validate = validateOf(entity);
    if (!validate(present)) faults.push(...explainValues(validate.errors ?? [], (path) => fieldAt(entity, path)));
    for (const name of names) {
      const value = values[name];
      if (!Array.isArray(value) || !isIn(name)) continue;
      const children = entity.fields.get(name)?.children;
      const child = children && model.entities.get(children.entity);
      if (child) faults.push(...examineItems(name, value, child, { ...how, parentField: children.field }));
    }
    return faults;
  };

  const examineItems = (name: string, items: readonly Json[], child: Entity, how: Examination): Fault[] =>
    items.flatMap((item, index) => {
      // Ajv has told already that an item is not an object.
      if (!isObject(item)) return [];
      const isOld = how.mode !== 'create' && typeof item.id === 'string';
      const faults = examine(item, child, { ...how, mode: isOld ? 'item' : 'create' });
      return faults.map((each) => ({ ...each, pointer: toPointer([name, index]) + each.pointer }));
    });

  return { of };
}

function pick(values: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** `item`: changes to a line item, which says by its id which one it is. */
type Mode = 'create' | 'update' | 'item';

interface Examination {
  readonly mode: Mode;
  readonly isKnown: IsKnown;
  readonly mayServe: IsKnown;
  /** The relation to the parent of line items, which the server fills in. */
  readonly parentField?: string;
}

const everything: IsKnown = () => true;
const nothing: IsKnown = () => false;

/** Only so many unknown names are compared with known ones: it takes time, and nobody reads more. */
const suggested = 10;

function fieldAt({ fields }: Entity, [name = '', ...inside]: readonly string[]): FieldPlace | undefined {
  const field = fields.get(name);
  return field && { type: field.type.name, title: field.title, inside };
}

function refusal(
  { name, title, computed, required }: Field,
  value: Json,
  mode: Mode,
  served: boolean,
): Fault | undefined {
  if (name === 'id') return mode === 'update' ? fault(toPointer([name]), 'idFixed', {}) : undefined;
  if (computed && !served) return fault(toPointer([name]), 'computed', { title });
  if (value === null && mode !== 'create' && required) return fault(toPointer([name]), 'emptied', { title });
  return undefined;
}

function writableNames(entity: Entity, isKnown: IsKnown): string[] {
  const names = [...entity.fields.values()].filter((field) => !field.computed).map((field) => field.name);
  return names.filter((name) => isKnown(entity, name));
}

function mustBeGiven(field: Field): boolean {
  return field.required && !field.computed && field.defaultValue === undefined && field.defaultExpression === undefined;
}
