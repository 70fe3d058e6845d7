import { type Said, said } from '../../errors/said.ts';
import type { CelType } from '../types.ts';
import { parseDate, parseTime, parseTimestamp } from '../values/dates.ts';
import { formatDuration, parseDuration } from '../values/durations.ts';

const readers: Readonly<Partial<Record<CelType['kind'], (text: string) => string | null>>> = {
  date: parseDate,
  time: parseTime,
  timestamp: (text) => parseTimestamp(text)?.toISOString() ?? null,
  duration: (text) => {
    const milliseconds = parseDuration(text);
    return milliseconds === null ? null : formatDuration(milliseconds);
  },
};

const examples: Readonly<Partial<Record<CelType['kind'], string | Said>>> = {
  date: "'2024-05-31'",
  time: "'09:30'",
  timestamp: said`'2024-05-31T09:30:00Z' or '2024-05-31'`,
  duration: said`'P1DT2H' or '1h30m'`,
};

/** True for types that are written as text in an expression. */
export function isWrittenAsText(kind: CelType['kind']): boolean {
  return readers[kind] !== undefined;
}

/** The text in the one form of its type, or undefined when it is not of the type. */
export function readLiteral(text: string, kind: CelType['kind']): string | undefined {
  return readers[kind]?.(text) ?? undefined;
}

export function exampleOf(kind: CelType['kind']): string | Said {
  return examples[kind] ?? '';
}
