/** One sort key, compiled: its SQL, whether it can be null, and the value of the last row seen as a placeholder. */
export interface CompiledKey {
  readonly sql: string;
  readonly descending: boolean;
  readonly nullable: boolean;
}

/** The last row's value under a key: its placeholder, or null. */
export type SeenValue = string | null;

/**
 * Empty values come last in both directions, as people expect.
 * Postgres' default for `desc` is nulls first, so only there it has to be said.
 */
export function orderBy(keys: readonly CompiledKey[], firstIsNotNull: boolean): string {
  return keys
    .map((key, index) => {
      const nullable = key.nullable && !(index === 0 && firstIsNotNull);
      return `${key.sql}${key.descending ? (nullable ? ' desc nulls last' : ' desc') : ''}`;
    })
    .join(', ');
}

/** A part of the remaining rows: `condition` selects it; `firstIsNotNull` lets its order use a plain index. */
export interface Branch {
  readonly condition: string | undefined;
  readonly firstIsNotNull: boolean;
}

/**
 * Splits "the rows after the last one seen" into disjoint branches, each of which is one range of an index on the
 * sort keys. A single condition with `or` would make Postgres walk the index from its start, so page 1,000 would cost
 * a thousand pages; the union of ranges costs the same on every page.
 */
export function branchesAfter(keys: readonly CompiledKey[], seen: readonly SeenValue[]): Branch[] {
  const branches: Branch[] = [];
  collect(keys, seen, 0, [], branches);
  return branches;
}

/** The branches of the first page: one, or two when empty values must come last against the index's order. */
export function firstBranches(keys: readonly CompiledKey[]): Branch[] {
  const first = keys[0];
  if (!first?.nullable || !first.descending) return [{ condition: undefined, firstIsNotNull: false }];
  return [
    { condition: `${first.sql} is not null`, firstIsNotNull: true },
    { condition: `${first.sql} is null`, firstIsNotNull: false },
  ];
}

function collect(
  keys: readonly CompiledKey[],
  seen: readonly SeenValue[],
  index: number,
  before: readonly string[],
  branches: Branch[],
): void {
  const key = keys[index];
  const value = seen[index];
  if (!key || value === undefined) return;
  const push = (condition: string, notNull: boolean) =>
    branches.push({
      condition: [...before, condition].join(' and '),
      firstIsNotNull: index > 0 ? seen[0] !== null : notNull,
    });
  if (value === null) {
    collect(keys, seen, index + 1, [...before, `${key.sql} is null`], branches);
    return;
  }
  const rest = keys.slice(index);
  const comparison = key.descending ? '<' : '>';
  const oneDirection = rest.every((each, i) => each.descending === key.descending && (i === 0 || !each.nullable));
  if (oneDirection) {
    const row = rest.map((each) => each.sql).join(', ');
    push(`(${row}) ${comparison} (${seen.slice(index).join(', ')})`, true);
  } else {
    push(`${key.sql} ${comparison} ${value}`, true);
  }
  if (key.nullable) push(`${key.sql} is null`, false);
  if (!oneDirection) collect(keys, seen, index + 1, [...before, `${key.sql} = ${value}`], branches);
}
