import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import type { FunctionCall } from '../../../core/model/pageTypes.ts';
import { asText } from '../lib/values.ts';
import { request } from './request.ts';

/** Calls the function of a plugin: its input is what the call says always, and `input`. Gives its output. */
export function callFunction(call: FunctionCall, input: JsonObject, signal?: AbortSignal): Promise<Json> {
  const path = `/api/plugins/${encodeURIComponent(call.plugin)}/functions/${encodeURIComponent(call.function)}`;
  return request(path, { method: 'POST', body: { ...call.with, ...input }, ...(signal ? { signal } : {}) });
}

/** What the output of an action's function asks the application to do. */
export interface Outcome {
  readonly message: string | undefined;
  readonly open: { readonly entity: string; readonly id: string } | { readonly page: string } | undefined;
  readonly refresh: boolean;
  /** For the form in which the button stands. */
  readonly values: JsonObject | undefined;
}

export function readOutcome(output: Json): Outcome {
  const { message, open, refresh, values } = isObject(output) ? output : {};
  return {
    message: asText(message) || undefined,
    open: isObject(open) ? readPlace(open) : undefined,
    refresh: refresh === true,
    values: isObject(values) ? values : undefined,
  };
}

function readPlace({ entity, id, page }: JsonObject): Outcome['open'] {
  if (typeof entity === 'string' && typeof id === 'string') return { entity, id };
  return typeof page === 'string' ? { page } : undefined;
}
