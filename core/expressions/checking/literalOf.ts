import { type Said, said } from '../../errors/said.ts';
import type { Literal } from '../tree.ts';

/** Beyond this a number is no amount of anything, and its decimals would grow without need. */
const largest = 1e21;
const smallest = 1e-15;

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A value as the parser read it, or why Kiln does not take it. */
export function literalOf(value: unknown, { start, end }: Place): Literal | (Place & Said) {
  const literal = { op: 'literal', start, end } as const;
  switch (typeof value) {
    case 'bigint': {
      const number = Number(value);
      if (Number.isSafeInteger(number)) return { ...literal, value: number, type: { kind: 'int' } };
      return {
        start,
        end,
        ...said`A whole number may lie between ${Number.MIN_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}.`,
      };
    }
    case 'number': {
      if (value === 0 || (value >= smallest && value < largest)) return { ...literal, value, type: { kind: 'double' } };
      return { start, end, ...said`A number with a fraction may lie between ${smallest} and ${largest}.` };
    }
    case 'string':
      if (value.includes('\0')) return { start, end, ...said`A text may not hold the NUL character.` };
      return { ...literal, value, type: { kind: 'string' } };
    case 'boolean':
      return { ...literal, value, type: { kind: 'bool' } };
    default:
      if (value === null) return { ...literal, value, type: { kind: 'null' } };
      return { start, end, ...said`Bytes and unsigned numbers are not part of the language.` };
  }
}
