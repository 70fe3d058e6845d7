import type { Fault } from '../../../core/errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { saidOf } from '../lib/saidOf.ts';
import { asNumber, asObject, asObjects, asText } from '../lib/values.ts';
import { request } from './request.ts';

export const runStates = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

const stepStates = ['done', 'failed', 'skipped', 'waiting', 'running', 'cancelled'] as const;
export type StepState = (typeof stepStates)[number];

interface RunError {
  readonly code: string;
  /** English. */
  readonly detail: string;
  /** Everything that was wrong, as far as it is known. */
  readonly faults: readonly Fault[];
  /** Key of the step that it happened in. */
  readonly step: string | undefined;
}

/** One run of a workflow, as lists show it. Times are ISO 8601. */
export interface RunItem {
  readonly id: string;
  readonly workflow: string;
  readonly state: RunState;
  /** What set it off: `record.updated`, `cron` … */
  readonly on: string;
  readonly record: { readonly entity: string; readonly id: string } | undefined;
  /** Who caused it. */
  readonly actor: string | undefined;
  readonly createdAt: string;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly error: RunError | undefined;
}

/** What a step waits for. */
interface StepWait {
  /** ISO 8601: it comes then at the latest. */
  readonly until: string | undefined;
  /** Name of an event. */
  readonly event: string | undefined;
  /** Id of an approval. */
  readonly approval: string | undefined;
}

/** What became of a step; of one in a loop there are several. */
export interface StepRun {
  /** `call`, in loops with the index of each: `call[3]`, `call[3,0]`. */
  readonly key: string;
  readonly id: string;
  readonly state: StepState;
  readonly attempts: number;
  readonly input: Json | undefined;
  readonly output: Json | undefined;
  readonly error: RunError | undefined;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly wait: StepWait | undefined;
  /** Input and output are too large for the list of all: `getStep` has them whole. */
  readonly isCut: boolean;
  /** The run failed later, and everything was done that takes it back. */
  readonly isUndone: boolean;
}

export interface Run extends RunItem {
  /** Hash of the document. */
  readonly version: string;
  readonly input: Json | undefined;
  readonly trigger: JsonObject;
  readonly steps: readonly StepRun[];
  /** The workflow as it was when the run began. */
  readonly document: JsonObject;
  /** Its texts in the language that was asked for, by the English ones. */
  readonly texts: ReadonlyMap<string, string>;
  /** Id of the run that started it. */
  readonly parent: string | undefined;
  /** Runs that its steps started, by the keys of the steps. */
  readonly children: ReadonlyMap<string, string>;
}

/** What to look for; absent: anything. */
export interface RunQuery {
  readonly workflow?: string;
  readonly state?: string;
  readonly entity?: string;
  readonly record?: string;
  /** ISO 8601 */
  readonly since?: string;
  readonly until?: string;
}

export interface RunPage {
  readonly data: readonly RunItem[];
  readonly next: string | null;
}

const pageSize = 50;

/** Newest first. */
export async function listRuns(query: RunQuery, after?: string, signal?: AbortSignal): Promise<RunPage> {
  const params = new URLSearchParams({
    ...query,
    limit: String(pageSize),
    ...(after === undefined ? {} : { after }),
  });
  const body = await request(`/api/runs?${params}`, signal ? { signal } : {});
  const { data, next } = isObject(body) ? body : {};
  return { data: asObjects(data).map(toItem), next: asText(next) ?? null };
}

/** `locale`: the language of `texts`. */
export async function getRun(id: string, locale: string, signal?: AbortSignal): Promise<Run> {
  return toRun(await request(`${path(id)}?locale=${encodeURIComponent(locale)}`, signal ? { signal } : {}));
}

export function toRun(body: Json): Run {
  const value = isObject(body) ? body : {};
  const item = toItem(value);
  // Branches and loops are begun as long as a step in them waits.
  const asItLooks = (step: StepRun): StepRun =>
    item.state === 'waiting' && step.state === 'running' ? { ...step, state: 'waiting' } : step;
  return {
    ...item,
    version: asText(value.version) ?? '',
    input: value.input,
    trigger: asObject(value.data) ?? asObject(value.trigger) ?? {},
    steps: asObjects(value.steps).map((step) => asItLooks(toStep(step))),
    document: asObject(value.document) ?? {},
    texts: new Map(Object.entries(asObject(value.texts) ?? {}).map(([english, text]) => [english, String(text)])),
    parent: asText(value.parent),
    children: new Map(asObjects(value.children).map(({ key, run }) => [asText(key) ?? '', asText(run) ?? ''])),
  };
}

/** A step with all that it was given and made. */
export async function getStep(run: string, key: string, signal?: AbortSignal): Promise<StepRun> {
  const body = await request(`${path(run)}/steps/${encodeURIComponent(key)}`, signal ? { signal } : {});
  return toStep(isObject(body) ? body : {});
}

export async function cancelRun(id: string): Promise<void> {
  await request(`${path(id)}/cancel`, { method: 'POST', body: {} });
}

/** pinned: the version that it ran on; newest: as the workflow is now. */
export const retryVersions = ['pinned', 'newest'] as const;

export interface RetryOptions {
  /** Key of the step to begin at; default: the one that failed. */
  readonly from?: string;
  readonly version: (typeof retryVersions)[number];
}

export async function retryRun(id: string, options: RetryOptions): Promise<void> {
  await request(`${path(id)}/retry`, { method: 'POST', body: { ...options } });
}

/** Those given, or all failed ones of a workflow, set off from a time on (ISO 8601). */
export type RunsToRetry =
  | { readonly ids: readonly string[] }
  | { readonly workflow: string; readonly since?: string | undefined };

/** How many the server takes at once. */
export const mostRetried = 1000;

/** Lets runs go on where they failed. Gives how many. */
export async function retryRuns(which: RunsToRetry, version: RetryOptions['version']): Promise<number> {
  const answer = await request('/api/runs/retry', { method: 'POST', body: { ...chosenRuns(which), version } });
  return (isObject(answer) ? asNumber(answer.retried) : undefined) ?? 0;
}

function chosenRuns(which: RunsToRetry): JsonObject {
  if ('ids' in which) return { ids: which.ids.slice(0, mostRetried) };
  const { workflow, since } = which;
  return since === undefined ? { workflow } : { workflow, since };
}

function path(id: string): string {
  return `/api/runs/${encodeURIComponent(id)}`;
}

function toItem(value: JsonObject): RunItem {
  const trigger = asObject(value.trigger) ?? {};
  const { entity, id } = asObject(value.record) ?? {};
  return {
    id: asText(value.id) ?? '',
    workflow: asText(value.workflow) ?? '',
    state: runStates.find((state) => state === value.state) ?? 'queued',
    on: asText(trigger.on) ?? '',
    record: typeof entity === 'string' && typeof id === 'string' ? { entity, id } : undefined,
    actor: asText(asObject(value.actor)?.name),
    createdAt: asText(value.createdAt) ?? asText(value.startedAt) ?? '',
    startedAt: asText(value.startedAt),
    endedAt: asText(value.endedAt),
    error: toError(value.error),
  };
}

function toStep(value: JsonObject): StepRun {
  return {
    key: asText(value.key) ?? '',
    id: asText(value.id) ?? '',
    state: stepStates.find((state) => state === value.state) ?? 'running',
    attempts: asNumber(value.attempts) ?? 1,
    input: value.input,
    output: value.output,
    error: toError(value.error),
    startedAt: asText(value.startedAt),
    endedAt: asText(value.endedAt),
    wait: toWait(asObject(value.wait)),
    isCut: value.cut === true,
    isUndone: value.compensated === true,
  };
}

function toWait(wait: JsonObject | undefined): StepWait | undefined {
  if (!wait) return undefined;
  // As the engine keeps it: `event <name, encoded> <correlation>`.
  const [, event] = /^event (\S+) /.exec(asText(wait.on) ?? '') ?? [];
  return {
    until: asText(wait.until),
    event: event === undefined ? undefined : decodeURIComponent(event),
    approval: asText(wait.approval),
  };
}

function toError(value: Json | undefined): RunError | undefined {
  const error = asObject(value);
  if (!error) return undefined;
  const { code, detail, message, step, data } = error;
  const faults = asObjects(asObject(data)?.errors).map((fault) => ({
    pointer: asText(fault.pointer) ?? '',
    ...saidOf(fault),
  }));
  return { code: asText(code) ?? '', detail: asText(detail) ?? asText(message) ?? '', faults, step: asText(step) };
}
