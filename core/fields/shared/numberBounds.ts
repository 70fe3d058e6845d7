import type { FieldSchema } from '../types.ts';
import { bounds } from './keywords.ts';

/** The bounds that a schema states, to lay over those of its type. */
export function numberBounds(schema: FieldSchema): Partial<Record<(typeof bounds)[number], number>> {
  const stated: Partial<Record<(typeof bounds)[number], number>> = {};
  for (const bound of bounds) {
    const value = schema[bound];
    if (value !== undefined) stated[bound] = value;
  }
  return stated;
}
