import type { EngineParts } from './EngineParts.ts';
import type { LoadedRun } from './loadRun.ts';
import type { RunState } from './RunInfo.ts';

/** Tells this process what became of a run, after that was committed. */
export function tellRun(
  parts: Pick<EngineParts, 'changed'>,
  { id, workflow, record }: Pick<LoadedRun, 'id' | 'workflow' | 'record'>,
  state: RunState,
): void {
  parts.changed({ id, workflow, state, ...(record ? { record } : {}) });
}
