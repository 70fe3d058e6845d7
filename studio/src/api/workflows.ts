import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { asNumber, asObject, asObjects, asText } from '../lib/values.ts';
import { request } from './request.ts';
import { type Run, type RunState, runStates, toRun } from './runs.ts';

export interface WorkflowSummary {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly icon: string | undefined;
  readonly enabled: boolean;
  readonly package: string;
  /** As in its document. */
  readonly trigger: JsonObject;
  /** How many runs of the last seven days are in each state. */
  readonly runs: Readonly<Partial<Record<RunState, number>>>;
  readonly lastRun: { readonly id: string; readonly state: RunState; readonly createdAt: string } | undefined;
}

/** Every workflow there is, by title. */
export async function listWorkflows(locale: string, signal?: AbortSignal): Promise<readonly WorkflowSummary[]> {
  const body = await request('/api/workflows', signal ? { signal } : {});
  const found = asObjects(isObject(body) ? body.data : undefined).map(toSummary);
  return found.sort((one, other) => one.title.localeCompare(other.title, locale));
}

function toSummary({
  name,
  title,
  icon,
  enabled,
  description,
  trigger,
  runs,
  lastRun,
  ...rest
}: JsonObject): WorkflowSummary {
  const counts = asObject(runs) ?? {};
  return {
    name: asText(name) ?? '',
    title: asText(title) ?? asText(name) ?? '',
    description: asText(description),
    icon: asText(icon),
    enabled: enabled !== false,
    package: asText(rest.package) ?? '',
    trigger: asObject(trigger) ?? {},
    runs: Object.fromEntries(runStates.map((state) => [state, asNumber(counts[state]) ?? 0])),
    lastRun: toLastRun(lastRun),
  };
}

function toLastRun(value: Json | undefined): WorkflowSummary['lastRun'] {
  const run = asObject(value);
  const state = runStates.find((each) => each === run?.state);
  return run && state ? { id: asText(run.id) ?? '', state, createdAt: asText(run.createdAt) ?? '' } : undefined;
}

/** The address that another system calls to start a workflow. undefined: it has none. */
export interface WorkflowHook {
  readonly path: string;
  readonly madeAt: string;
}

export async function getHook(name: string, signal?: AbortSignal): Promise<WorkflowHook | undefined> {
  const body = await request(`/api/workflows/${encodeURIComponent(name)}`, signal ? { signal } : {});
  return toHook(isObject(body) ? body.hook : undefined);
}

/** A new address; the one before does nothing from then on. */
export async function renewHook(name: string): Promise<WorkflowHook | undefined> {
  return toHook(await request(`/api/workflows/${encodeURIComponent(name)}/hook`, { method: 'POST', body: {} }));
}

function toHook(value: Json | undefined): WorkflowHook | undefined {
  const { path, madeAt } = asObject(value) ?? {};
  return typeof path === 'string' ? { path, madeAt: asText(madeAt) ?? '' } : undefined;
}

export interface WorkflowTrial {
  readonly document: JsonObject;
  /** The record that it is about. */
  readonly record: { readonly entity: string; readonly id: string } | undefined;
  readonly input: JsonObject | undefined;
  /** False: mails, requests and whatever else leaves Kiln are only told of. */
  readonly effects: boolean;
  /** How approvals end, where nobody is asked. */
  readonly approvals: 'approved' | 'rejected' | 'expired';
  /** How waits end, which are over at once. */
  readonly waits: 'met' | 'timedOut';
}

/** What a run of the document would do: it is done and taken back. */
export async function testWorkflow({ document, record, input, ...how }: WorkflowTrial): Promise<Run> {
  const body = {
    document,
    ...how,
    ...(record ? { record: { ...record } } : {}),
    ...(input ? { input } : {}),
  };
  return toRun(await request('/api/workflows/test', { method: 'POST', body }));
}
