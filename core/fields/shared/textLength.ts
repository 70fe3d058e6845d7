import { said } from '../../errors/said.ts';
import type { FieldFault, FieldSchema } from '../types.ts';

/**
 * Characters of text that surely fit an index entry of Postgres (2,704 bytes), at four bytes each and with room for a
 * second column.
 */
export const indexedTextLength = 500;

/** The length bounds of a text as JSON Schema keywords. */
export function textLength(
  schema: FieldSchema,
  maxLength: number,
): { minLength?: number; maxLength: number; pattern?: string } {
  return {
    ...(schema.minLength === undefined ? {} : { minLength: schema.minLength }),
    maxLength: schema.maxLength ?? maxLength,
    ...(schema.pattern === undefined ? {} : { pattern: schema.pattern }),
  };
}

/** Faults of maxLength: above what the type can hold, or above what an index can hold. */
export function checkTextLength(schema: FieldSchema, most: number): FieldFault[] {
  const length = schema.maxLength ?? 0;
  const isIndexed = Boolean(schema['x-unique'] || schema['x-index']);
  if (length > most) return [{ pointer: '/maxLength', ...said`maxLength can be at most ${most}.` }];
  if (isIndexed && length > indexedTextLength) {
    return [
      {
        pointer: '/maxLength',
        ...said`maxLength can be at most ${indexedTextLength} where the field is indexed or unique.`,
      },
    ];
  }
  return [];
}
