import type { Workflow } from '../../model/types.ts';
import type { LoadedRun } from './loadRun.ts';
import type { RunInfo } from './RunInfo.ts';

/** What steps may know of a run; `workflow`: what it is called today. */
export function runInfoOf(run: LoadedRun, { name, title }: Pick<Workflow, 'name' | 'title'>): RunInfo {
  const { id, workflow: workflowId, version, record, starter, attempt, causes, trigger, startedAt, createdAt } = run;
  return {
    id,
    workflow: name,
    workflowId,
    title,
    version,
    trigger,
    ...(record ? { record } : {}),
    starter,
    startedAt: startedAt ?? createdAt,
    attempt,
    causes,
  };
}
