import type { SelectItem, Selection } from './parseSelect.ts';

/** Bytes of JSON in one answer. A process that has to hold more answers nobody, and Node ends at a text of 512 MB. */
const mostBytes = 64 * 1024 * 1024;

/** Rows whose own fields cannot get near that. */
const harmlessRows = 100;

/** True when so many records of a selection could be too much for one answer: line items and lists multiply. */
export function mayBeLarge(selection: Selection, rows: number): boolean {
  return rows > harmlessRows || selection.items.some(holdsMany);
}

function holdsMany(item: SelectItem): boolean {
  if (item.kind === 'field') return false;
  if (item.kind !== 'relation' || item.field.relation?.kind === 'many') return true;
  return [...item.targets.values()].some((target) => target.items.some(holdsMany));
}

/**
 * The statement, which fails with KILN_TOO_EXPENSIVE as soon as the texts in the first of its `columns` have too many bytes
 * together.
 */
export function boundAnswer(statement: string, columns: number): string {
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  const [first, ...others] = names.map((name) => `_a.${name}`);
  const bytes = `sum(octet_length(${first})) over (rows unbounded preceding)`;
  const bounded = `case when ${bytes} > ${mostBytes} then kiln.refuse_large() else ${first} end`;
  return `select ${[bounded, ...others].join(', ')} from (${statement}) _a (${names.join(', ')})`;
}
