import type { RunItem } from '../../api/runs.ts';

/**
 * Runs that were seen with the newest ones over them, newest first. undefined: so many came meanwhile that there is a
 * gap between both, so that what was seen cannot stay.
 */
export function mergeRuns(
  seen: readonly RunItem[],
  newest: readonly RunItem[],
  isAll: boolean,
): readonly RunItem[] | undefined {
  const fresh = new Map(newest.map((run) => [run.id, run]));
  const last = newest.at(-1);
  const meets = isAll || seen.length === 0 || seen.some(({ id }) => fresh.has(id));
  if (!meets) return undefined;
  // What stood among them and is not there any more does not fit the question now.
  const older = last ? seen.filter((run) => !fresh.has(run.id) && isOlder(run, last) && !isAll) : [];
  return [...newest, ...older];
}

function isOlder(run: RunItem, than: RunItem): boolean {
  return run.createdAt < than.createdAt || (run.createdAt === than.createdAt && run.id < than.id);
}
