import type { CelValue } from 'kiln:sdk';

/** A template whose values become literals of CEL, so that none can become a part of the condition. */
export function cel(parts: TemplateStringsArray, ...values: readonly CelValue[]): string {
  return parts.reduce((text, part, index) => text + literal(values[index - 1] ?? null) + part);
}

function literal(value: CelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'string') return textLiteral(value);
  if (value instanceof Date) return `timestamp(${textLiteral(value.toISOString())})`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  throw new TypeError('A condition takes texts, numbers, true, false, null, dates and lists of them.');
}

function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('A condition takes finite numbers.');
  const text = String(value);
  return value < 0 ? `(${text})` : text;
}

/** As JSON, whose escapes CEL has, too; apart from those of half characters, which are none in either. */
function textLiteral(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('A condition takes no half characters (lone surrogates).');
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
