import type { RunState } from '../api/runs.ts';

/** Can be stopped. */
export function isOpenRun(state: RunState): boolean {
  return state === 'queued' || state === 'running' || state === 'waiting';
}

/** Can be tried again. */
export function isFailedRun(state: RunState): boolean {
  return state === 'failed' || state === 'cancelled';
}
