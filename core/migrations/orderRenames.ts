import { interimName } from './identifiers.ts';

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Renames that mean the same all at once, in an order that works one by one: names that go in a circle wait aside. */
export function orderRenames(renames: readonly Rename[]): Rename[] {
  const ordered: Rename[] = [];
  let waiting = renames.filter((rename) => rename.from !== rename.to);
  while (waiting.length > 0) {
    const occupied = new Set(waiting.map((rename) => rename.from));
    const free = waiting.find((rename) => !occupied.has(rename.to));
    const [first] = waiting;
    if (free) {
      ordered.push(free);
      waiting = waiting.filter((rename) => rename !== free);
    } else if (first) {
      const aside = interimName(first.from);
      ordered.push({ from: first.from, to: aside });
      waiting = [{ from: aside, to: first.to }, ...waiting.slice(1)];
    }
  }
  return ordered;
}
