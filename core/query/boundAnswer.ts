import type { Field } from '../model/types.ts';
import type { SelectItem, Selection } from './parseSelect.ts';

/** Bytes of JSON in one answer. A process that has to hold more answers nobody, and Node ends at a text of 512 MB. */
const mostBytes = 64 * 1024 * 1024;

/** Bytes of one list inside a record. Postgres, too, holds a few copies of it while it builds the record around it. */
const mostListBytes = 16 * 1024 * 1024;

/** Rows of short values, and values without a short limit (600 kB of JSON each at most), that cannot get near that. */
const harmless = 100;

const longTypes: ReadonlySet<string> = new Set(['multiline', 'markdown', 'json', 'formula']);

/** True when so many records of a selection could be too much for one answer: line items and lists multiply. */
export function mayBeLarge(selection: Selection, rows: number): boolean {
  const long = selection.items.filter((item) => item.kind === 'field' && isLong(item.field)).length;
  return rows * (1 + long) > harmless || selection.items.some(holdsMany);
}

/** Whether values of the field may be longer than a line or two. */
export function isLong(field: Field): boolean {
  return longTypes.has(field.type.name);
}

function holdsMany(item: SelectItem): boolean {
  if (item.kind === 'field') return false;
  if (item.kind !== 'relation' || item.field.relation?.kind === 'many') return true;
  return [...item.targets.values()].some((target) => target.items.some(holdsMany));
}

/**
 * JSON of one row of a list inside a record, which fails in the same way, so that no record has grown to a gigabyte
 * before it is looked at as a whole. Measured with 1,000 line items of 99 kB: 98 MB in Postgres and 0.2 s until the
 * refusal, instead of 1,099 MB and 0.7 s; it costs a list of 50 records with 5 line items each about 20 us of 350.
 * Lists of 16 MB inside of lists are the worst there is: Postgres lays them on its disk before it adds them up, 235 MB
 * and the whole read timeout.
 */
export function boundedJson(value: string): string {
  const bytes = `sum(pg_column_size(${value})) over (rows unbounded preceding)`;
  return `case when ${bytes} > ${mostListBytes} then kiln.refuse_large()::json else ${value} end`;
}

/**
 * The statement, which fails with KILN_TOO_EXPENSIVE as soon as the texts in the first of its `columns` have too many
 * bytes together.
 */
export function boundAnswer(statement: string, columns: number): string {
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  const [first, ...others] = names.map((name) => `_a.${name}`);
  const bytes = `sum(octet_length(${first})) over (rows unbounded preceding)`;
  const bounded = `case when ${bytes} > ${mostBytes} then kiln.refuse_large() else ${first} end`;
  return `select ${[bounded, ...others].join(', ')} from (${statement}) _a (${names.join(', ')})`;
}
