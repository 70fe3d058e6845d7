import { snakeCase } from '../lib/snakeCase.ts';

/** Postgres cuts identifiers at 63 bytes; names of definitions are ASCII. */
const maxBytes = 63;

/**
 * A name for an index or constraint: readable in front, and at the end a hash of all that it stands for, so that a
 * rename of entity or field leaves it as it is and two different things never share it.
 */
export function stableName(readable: string, suffix: string, meaning: string): string {
  return withTail(readable, `_${suffix}_${shortHash(meaning)}`);
}

/** Whether this is a stable name of something that reads so, whatever it stands for. */
export function isStableName(name: string, readable: string, suffix: string): boolean {
  const [tail] = new RegExp(`_${suffix}_[0-9a-z]+$`).exec(name) ?? [];
  return tail !== undefined && name === withTail(readable, tail);
}

function withTail(readable: string, tail: string): string {
  const front = snakeCase(readable).replace(/[^a-z0-9]+/g, '_');
  return front.slice(0, maxBytes - tail.length) + tail;
}

/** Where a column waits inside its table: a name that is not among those taken. */
export function parkedColumnName(tableId: string, columnId: string, taken: ReadonlySet<string>): string {
  for (let turn = 1; ; turn++) {
    const name = stableName(`_parked_${columnId}`, `${turn}`, `${tableId}.${columnId}`);
    if (!taken.has(name)) return name;
  }
}

/** The check that stands in for NOT NULL while a large table is looked at. */
export function requiredName(tableId: string, columnId: string): string {
  return stableName(`_required_${columnId}`, 'ck', `${tableId}.${columnId}`);
}

/** Where a column's values wait after a conversion, and what it made of them: names that are not among those taken. */
export function originalColumnNames(
  tableId: string,
  columnId: string,
  taken: ReadonlySet<string>,
): { original: string; made: string } {
  const original = parkedColumnName(tableId, columnId, taken);
  return { original, made: stableName(`_parked_${columnId}_made`, 'm', original) };
}

/** Where a table waits in schema `parked`. */
export function parkedTableName(tableId: string): string {
  return stableName(tableId, 't', tableId);
}

/** Name for one moment, while two tables or columns change names with each other. */
export function interimName(name: string): string {
  return stableName(`_moving_${name}`, 'm', name);
}

/** 64-bit FNV-1a over UTF-16 units, in base 36: 13 characters at most. Not for secrets. */
function shortHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(36);
}
