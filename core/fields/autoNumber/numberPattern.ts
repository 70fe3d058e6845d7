import { type Said, said } from '../../errors/said.ts';

/** One part of a pattern: fixed text, a piece of the date, or the counter with its least number of digits. */
type NumberPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'yyyy' | 'yy' | 'mm' | 'dd' }
  | { readonly kind: 'counter'; readonly digits: number };

/** A parsed `x-number` pattern such as `Q-{yyyy}-{0000}`. */
export interface NumberPattern {
  readonly source: string;
  readonly parts: readonly NumberPart[];
}

export type ParsedNumberPattern =
  | { readonly ok: true; readonly pattern: NumberPattern }
  | { readonly ok: false; readonly words: Said };

const longestPattern = 60;
const mostDigits = 12;

/** Reads a pattern of fixed text, `{yyyy}`, `{yy}`, `{mm}`, `{dd}` and exactly one counter `{0000}`. */
export function parseNumberPattern(source: string): ParsedNumberPattern {
  if (source.length > longestPattern) return refuse(said`A number pattern has at most ${longestPattern} characters.`);
  const parts: NumberPart[] = [];
  for (const piece of source.split(/(\{[^{}]*\})/).filter((text) => text !== '')) {
    const part = parsePart(piece);
    if (!part)
      return refuse(said`"${piece}" is not a part of a number pattern. Use {yyyy}, {yy}, {mm}, {dd} or {0000}.`);
    parts.push(part);
  }
  const counters = parts.filter((part) => part.kind === 'counter').length;
  if (counters !== 1) return refuse(said`A number pattern has exactly one counter, such as {0000}.`);
  return { ok: true, pattern: { source, parts } };
}

function refuse(words: Said): ParsedNumberPattern {
  return { ok: false, words };
}

function parsePart(piece: string): NumberPart | undefined {
  if (!piece.startsWith('{')) return /[{}]/.test(piece) ? undefined : { kind: 'text', text: piece };
  const name = piece.slice(1, -1);
  if (name === 'yyyy' || name === 'yy' || name === 'mm' || name === 'dd') return { kind: name };
  return /^0+$/.test(name) && name.length <= mostDigits ? { kind: 'counter', digits: name.length } : undefined;
}

/** The number with this count. `today` is an ISO date. A count with more digits than the pattern has keeps them all. */
export function formatNumber(pattern: NumberPattern, count: number, today: string): string {
  return pattern.parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'counter') return String(count).padStart(part.digits, '0');
      return datePart(part.kind, today);
    })
    .join('');
}

/**
 * Names the period in which the counter runs, `2026-03` for a pattern with year and month, '' for one without a date.
 * It holds exactly the pieces of the date that the number shows: two numbers that could look alike share a counter.
 */
export function numberPeriod(pattern: NumberPattern, today: string): string {
  const shown = new Set(pattern.parts.map((part) => part.kind));
  return (['yyyy', 'yy', 'mm', 'dd'] as const)
    .filter((kind) => shown.has(kind))
    .map((kind) => datePart(kind, today))
    .join('-');
}

/** The first number of today's period, to show what a pattern gives. */
export function exampleNumber(pattern: NumberPattern, today: string): string {
  return formatNumber(pattern, 1, today);
}

function datePart(kind: 'yyyy' | 'yy' | 'mm' | 'dd', today: string): string {
  const [year = '', month = '', day = ''] = today.split('-');
  if (kind === 'yyyy') return year;
  if (kind === 'yy') return year.slice(-2);
  return kind === 'mm' ? month : day;
}
