import type { Json, JsonObject } from '../../../core/lib/json.ts';
import type { WorkflowCall } from '../../../core/model/pageTypes.ts';
import { request } from './request.ts';

/** What a workflow is started for: a record, at most 1,000 records (all or none), or nothing. */
export interface WorkflowTarget {
  readonly record?: { readonly entity: string; readonly id: string };
  readonly ids?: readonly string[];
}

/** Starts a workflow by hand: its input is what the call says always, and `input`. */
export function startWorkflow(call: WorkflowCall, target: WorkflowTarget, input: JsonObject): Promise<Json> {
  const body = {
    ...(target.record ? { record: { ...target.record } } : {}),
    ...(target.ids ? { ids: [...target.ids] } : {}),
    input: { ...call.with, ...input },
  };
  return request(`/api/workflows/${encodeURIComponent(call.workflow)}/runs`, { method: 'POST', body });
}
