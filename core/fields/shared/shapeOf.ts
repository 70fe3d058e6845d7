import type { FieldSchema } from '../types.ts';

/** Keywords that decide the field type by themselves, the strongest first. */
const deciding = ['x-formula', 'x-rollup', 'x-children', 'x-number'] as const;

/**
 * What decides the type of a field without `x-type`, as one word: a deciding keyword, a kind of relation, `format …`,
 * `enum`, `array of …` or the JSON type. Every schema has exactly one shape, so no two types can claim the same schema.
 */
export function shapeOf(schema: FieldSchema): string {
  const keyword = deciding.find((name) => schema[name] !== undefined);
  if (keyword) return keyword;
  const relation = schema['x-relation'];
  if (relation) {
    if (relation.many) return 'x-relation to many';
    return typeof relation.to === 'string' && relation.to !== '*' ? 'x-relation to one' : 'x-relation to any';
  }
  if (schema.format !== undefined) return `format ${schema.format}`;
  if (schema.type === 'array') return `array of ${schema.items?.enum ? 'enum' : (schema.items?.type ?? 'anything')}`;
  if (schema.enum) return 'enum';
  return schema.type ?? 'nothing';
}
