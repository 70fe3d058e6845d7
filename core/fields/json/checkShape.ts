import { said } from '../../errors/said.ts';
import { checkBounds } from '../shared/checkBounds.ts';
import { bounds, counts, lengths } from '../shared/keywords.ts';
import type { FieldFault, ValueSchema } from '../types.ts';

const mostLevels = 10;

/** Keywords by the JSON type for which they mean something. */
const belongs: Readonly<Record<string, readonly string[]>> = {
  string: [...lengths, 'enum', 'format'],
  integer: [...bounds, 'multipleOf'],
  number: bounds,
  array: [...counts, 'items', 'uniqueItems'],
  object: ['properties', 'required', 'additionalProperties'],
  boolean: [],
};
const typed: ReadonlySet<string> = new Set(Object.values(belongs).flat());

/**
 * Faults of the form that a json field prescribes, all the way down: what Ajv's strict mode would refuse to compile.
 */
export function checkShape(shape: ValueSchema, pointer = '', level = 0): FieldFault[] {
  if (level > mostLevels) return [{ pointer, ...said`A form is nested at most ${mostLevels} levels deep.` }];
  const { type = 'any value', properties = {}, required = [], items } = shape;
  const fits = belongs[type] ?? [];
  const faults: FieldFault[] = Object.keys(shape)
    .filter((keyword) => typed.has(keyword) && !fits.includes(keyword))
    .map((keyword) => ({ pointer: `${pointer}/${keyword}`, ...said`${keyword} has no meaning for ${type}.` }));
  // Of the field itself, every type checks the bounds.
  const contradictions = level === 0 ? [] : checkBounds(shape);
  faults.push(...contradictions.map((fault) => ({ ...fault, pointer: pointer + fault.pointer })));
  for (const [index, name] of required.entries()) {
    if (Object.hasOwn(properties, name)) continue;
    faults.push({ pointer: `${pointer}/required/${index}`, ...said`"${name}" is not in properties.` });
  }
  for (const [name, member] of Object.entries(properties)) {
    faults.push(...checkShape(member, `${pointer}/properties/${name}`, level + 1));
  }
  if (items) faults.push(...checkShape(items, `${pointer}/items`, level + 1));
  return faults;
}
