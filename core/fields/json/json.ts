import { jsonTypes, keeps, listTypes, numericTypes, textTypes } from '../shared/casts.ts';
import { defineField } from '../shared/defineField.ts';
import { counts, written } from '../shared/keywords.ts';
import type { FieldSchema, ValueSchema } from '../types.ts';
import { checkShape } from './checkShape.ts';
import { shapeSchema } from './shapeSchema.ts';

/** Levels of nesting and characters of JSON that one value may have. */
const limits = { depth: 20, length: 100_000 };

/** Any JSON, of a certain form where the schema prescribes one. */
export const json = defineField({
  name: 'json',
  means: ['object', 'format json'],
  options: [...written, ...counts, 'properties', 'required', 'additionalProperties', 'items', 'uniqueItems'],
  check: (schema) => checkShape(shapeOfValue(schema)),
  celType: () => ({ kind: 'dyn' }),
  columns: (_schema, column) => [{ name: column, type: 'jsonb' }],
  valueSchema: (schema) => ({ ...shapeSchema(shapeOfValue(schema)), 'x-json': limits }),
  sortable: false,
  filterable: false,
  groupable: false,
  casts: {
    ...keeps(jsonTypes),
    ...keeps(
      [...textTypes, ...numericTypes, ...listTypes, 'integer', 'rating', 'boolean'],
      (column) => `to_jsonb(${column})`,
    ),
    ...keeps(['date', 'dateTime', 'time', 'duration', 'user', 'relation'], (column) => `to_jsonb(${column}::text)`),
  },
});

const formKeywords = [
  ...(['type', 'properties', 'required', 'additionalProperties', 'items', 'uniqueItems'] as const),
  ...counts,
] as const;

function shapeOfValue(schema: FieldSchema): ValueSchema {
  return Object.fromEntries(
    formKeywords.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]])),
  );
}
