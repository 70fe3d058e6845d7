import type { NearNames } from '../errors/nearText.ts';
import { type Said, said, saidList } from '../errors/said.ts';

/** ` Did you mean "amount"?` for a name that is close to one of the known ones, else ` Known: …` or nothing. */
export function didYouMean(name: string, known: Iterable<string>): Said {
  const { near = [], known: all = [] } = nearNames(name, known);
  if (near.length > 0)
    return said` Did you mean ${saidList(
      near.map((each) => said`"${each}"`),
      (some, next) => said`${some} or ${next}`,
    )}?`;
  return all.length > 0 ? said` Known: ${all.join(', ')}.` : said``;
}

/** The known names that are close to `name`, else all of them unless they are many. */
export function nearNames(name: string, known: Iterable<string>): NearNames {
  const names = [...known];
  const near = nearest(name, names);
  if (near.length > 0) return { near };
  return names.length > 0 && names.length <= 12 ? { known: names } : {};
}

/** Up to three names that one would mistype for `name`, nearest first. */
function nearest(name: string, known: readonly string[]): string[] {
  const wanted = name.slice(0, 80).toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase(), limit) }))
    .filter((entry) => entry.distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate, 'en'))
    .slice(0, 3)
    .map((entry) => entry.candidate);
}

/**
 * Edits between two names, where two letters that changed places are one edit; more than `limit` once it is beyond it.
 */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (beforeLast[j - 2] ?? 0) + 1 : replace;
      row.push(Math.min(replace, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}
