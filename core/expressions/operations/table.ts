import { arithmetic } from './arithmetic.ts';
import { conversions } from './conversions.ts';
import { lists } from './lists.ts';
import { logic } from './logic.ts';
import { numbers } from './numbers.ts';
import { texts } from './texts.ts';
import { times } from './times.ts';
import type { Operation } from './types.ts';

/** All operators and functions, several rows to a name. A function of a value may be written `f(x)` or `x.f()`. */
export const operations: readonly Operation[] = [
  ...logic,
  ...arithmetic,
  ...texts,
  ...numbers,
  ...conversions,
  ...times,
  ...lists,
];

const byName: ReadonlyMap<string, readonly Operation[]> = Map.groupBy(operations, ({ name }) => name);

/** The rows of a name; none for a name that is no operator or function. */
export function operationsNamed(name: string): readonly Operation[] {
  return byName.get(name) ?? [];
}
