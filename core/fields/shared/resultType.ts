import { said } from '../../errors/said.ts';
import { plainTypes } from '../plainTypes.ts';
import type { FieldFault, FieldSchema, FieldType } from '../types.ts';
import { written } from './keywords.ts';

/** Plain types that an expression can yield. Each keeps one column that sorts, filters and groups. */
const results: ReadonlySet<string> = new Set([
  ...['text', 'integer', 'decimal', 'money', 'percent', 'boolean', 'date', 'dateTime', 'time', 'duration'],
  ...['email', 'phone', 'url', 'color', 'select'],
]);

/**
 * Type and schema of the values that a formula or rollup gives: `x-type`, `format` and `type` say it as for any other
 * field.
 */
export function resultType(schema: FieldSchema): { type: FieldType; schema: FieldSchema } | undefined {
  const plain = resultSchema(schema);
  const name = plain['x-type'];
  const type = plainTypes.find((candidate) => (name === undefined ? candidate.infers(plain) : candidate.name === name));
  return type && results.has(type.name) ? { type, schema: plain } : undefined;
}

function resultSchema(schema: FieldSchema): FieldSchema {
  const { 'x-formula': _formula, 'x-rollup': rollup, 'x-type': named, ...rest } = schema;
  const type = named === 'formula' || named === 'rollup' ? undefined : named;
  if (type !== undefined) return { ...rest, 'x-type': type };
  if (!rollup || rest.type !== undefined || rest.format !== undefined) return rest;
  return { ...rest, type: rollup.value.startsWith('count') ? 'integer' : 'number' };
}

/** Faults of a computed field: of its result type, and of keywords that need a value from outside. */
export function checkResult(schema: FieldSchema): FieldFault[] {
  const result = resultType(schema);
  if (!result) {
    return [
      { pointer: '', ...said`It needs a type of result: ${[...results].join(', ')}, by type, format or x-type.` },
    ];
  }
  return [
    ...written
      .filter((keyword) => schema[keyword] !== undefined)
      .map((keyword) => ({ pointer: `/${keyword}`, ...said`A computed field has no ${keyword}.` })),
    ...result.type.check(result.schema),
  ];
}
