import { type RunQuery, runStates } from '../api/runs.ts';
import { midnight } from '../lib/days.ts';
import type { RunListState } from './runState.ts';

/** The question to the server; a state that it does not know asks for all. */
export function runQuery({ from, to, state, ...rest }: RunListState): RunQuery {
  const [since, until] = [midnight(from ?? ''), midnight(to ?? '', 1)];
  const known = runStates.find((each) => each === state);
  return {
    ...rest,
    ...(known ? { state: known } : {}),
    ...(since ? { since: since.toISOString() } : {}),
    ...(until ? { until: until.toISOString() } : {}),
  };
}
