import { said } from '../../errors/said.ts';
import type { FieldFault, FieldSchema } from '../types.ts';

const pairs = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
  ['minimum', 'exclusiveMaximum'],
  ['exclusiveMinimum', 'maximum'],
] as const;

/** Bounds that contradict each other, and patterns that are no regular expressions. */
export function checkBounds(schema: FieldSchema): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const [low, high] of pairs) {
    const lower = schema[low];
    const upper = schema[high];
    if (lower === undefined || upper === undefined || lower <= upper) continue;
    faults.push({ pointer: `/${low}`, ...said`${low} is above ${high}: no value fits.` });
  }
  if (schema.pattern !== undefined && !isPattern(schema.pattern)) {
    faults.push({ pointer: '/pattern', ...said`The pattern is not a regular expression.` });
  }
  return faults;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
