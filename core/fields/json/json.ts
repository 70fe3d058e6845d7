import {
  fileTypes,
  freeTexts,
  integerTypes,
  keeps,
  numericTypes,
  reshapes,
  scalarAsText,
  singleTexts,
} from '../shared/casts.ts';
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
    ...keeps(['address', 'personName', 'geoPoint']),
    ...reshapes(fileTypes),
    ...reshapes(freeTexts, parsed),
    ...keeps(['select', 'multiSelect', 'tags', 'boolean', ...singleTexts, ...integerTypes, ...numericTypes], asJson),
    ...Object.fromEntries(
      ['date', 'dateTime', 'time', 'duration'].map((type) => [
        type,
        { using: (column, to) => asJson(scalarAsText[type]?.using(column, to) ?? column), loses: 'nothing' },
      ]),
    ),
  },
});

function asJson(value: string): string {
  return `to_jsonb(${value})`;
}

/** Texts that are a JSON object or list become one. */
function parsed(column: string): string {
  return `case when ${column} ~ '^\\s*[{[]' and pg_input_is_valid(${column}, 'jsonb') then ${column}::jsonb else to_jsonb(${column}) end`;
}

const formKeywords = [
  ...(['type', 'properties', 'required', 'additionalProperties', 'items', 'uniqueItems'] as const),
  ...counts,
] as const;

function shapeOfValue(schema: FieldSchema): ValueSchema {
  return Object.fromEntries(
    formKeywords.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]])),
  );
}
