import { autoNumber } from './autoNumber/autoNumber.ts';
import { children } from './children.ts';
import { formula } from './formula.ts';
import { id } from './id.ts';
import { manyToMany } from './manyToMany.ts';
import { plainTypes } from './plainTypes.ts';
import { polymorphic } from './polymorphic.ts';
import { relation } from './relation.ts';
import { rollup } from './rollup.ts';
import type { FieldSchema, FieldType } from './types.ts';
import { version } from './version.ts';

const all: readonly FieldType[] = [
  ...plainTypes,
  relation,
  polymorphic,
  manyToMany,
  children,
  autoNumber,
  formula,
  rollup,
  id,
  version,
];

/** Every field type by its name. */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(all.map((type) => [type.name, type]));

/** Types that no document can ask for. */
const systemTypes: ReadonlySet<string> = new Set(['id', 'version']);

/**
 * The type of a field, or undefined where the schema names none. x-formula and x-rollup decide first, because x-type
 * then names the type of their result; then x-type; then the other deciding keywords, the format and the JSON type.
 */
export function inferFieldType(schema: FieldSchema): FieldType | undefined {
  const name = schema['x-type'];
  const isComputed = schema['x-formula'] !== undefined || schema['x-rollup'] !== undefined;
  if (name === undefined || isComputed) return all.find((type) => type.infers(schema));
  return systemTypes.has(name) ? undefined : fieldTypes.get(name);
}
