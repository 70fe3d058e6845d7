import { setTimeout as sleep } from 'node:timers/promises';
import { DbError } from '../../db/DbError.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { EngineParts } from './EngineParts.ts';
import { failRun } from './failRun.ts';
import { runSegments, type SegmentOptions } from './runSegments.ts';
import { Stale, StepBroke } from './signals.ts';

/** Times that a run is walked anew because others were in the way, before it fails. */
const mostTries = 8;
/** The same where others changed the run itself. */
const mostStale = 1_000;

/**
 * Takes a run as far as it goes: to its end, or to where it waits. What steps do in the database is one transaction
 * with their outcomes; between steps that reach outside there is none. Whoever comes after a process that died goes on
 * behind the last outcome that was recorded. Rejects where the database is away.
 */
export async function advanceRun(
  parts: EngineParts,
  id: string,
  options: Omit<SegmentOptions, 'broken'>,
): Promise<void> {
  const broken = new Map<string, unknown>();
  for (let tries = 1; ; tries += 1) {
    try {
      return await runSegments(parts, id, { ...options, broken });
    } catch (error) {
      const failure = error instanceof StepBroke ? error.failure : error;
      if (isLost(error)) throw failure;
      if (error instanceof Stale && tries < mostStale) continue;
      if (isPassing(failure) && tries < mostTries) {
        if (failure.modelMoved) await parts.refresh();
        await sleep(Math.random() * 20 * tries);
      } else if (error instanceof StepBroke) {
        broken.set(error.key, failure);
      } else {
        if (!(error instanceof KilnError)) parts.log.error({ err: error, run: id }, 'a run failed inside of Kiln');
        return failRun(parts, id, error);
      }
    }
  }
}

/** The database is away, too busy, or has no connection left. What a step met there is its own failure. */
function isLost(error: unknown): boolean {
  if (error instanceof StepBroke) return error.failure instanceof DbError && error.failure.lost !== undefined;
  if (error instanceof DbError) return error.lost !== undefined || /^(?:57014|53)/.test(error.sqlState);
  return error instanceof KilnError && error.code === 'KILN_UNAVAILABLE';
}

/** Two waited for each other, came at the same time, or the model changed: it is done once more. */
function isPassing(error: unknown): error is DbError {
  return error instanceof DbError && (error.modelMoved || ['40001', '40P01', '55P03'].includes(error.sqlState));
}
