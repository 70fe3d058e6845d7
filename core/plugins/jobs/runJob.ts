import { isObject, type Json } from '../../lib/json.ts';
import { addJob } from '../../queue/addJob.ts';
import type { TaskRun } from '../../queue/TaskHandler.ts';
import { isBehind } from '../isBehind.ts';
import type { PluginParts } from '../PluginParts.ts';
import { pluginActor } from '../pluginScope.ts';

export const recurringTask = 'plugin.recurring';
export const scheduledTask = 'plugin.scheduled';

/** Of what was planned, each after a longer pause. */
export const mostTries = 10;
/** Of a plugin that is switched off: how often is looked whether it is on again. */
const offMs = 5 * 60_000;

/** The key of the job of what was planned. */
export function scheduledKey(id: string): string {
  return `plugin schedule ${id}`;
}

/** Runs a job of a plugin at a tick of its pattern. The plugin may be gone, or off, by now. */
export async function runRecurring(parts: PluginParts, payload: Json, signal: AbortSignal): Promise<void> {
  const { plugin: id, job, tick } = isObject(payload) ? payload : {};
  if (typeof id !== 'string' || typeof job !== 'string' || typeof tick !== 'string') return;
  await run(parts, { id, job, input: null, key: `${id} ${job} ${tick}`, causes: [] }, signal);
}

/** Runs a job that a plugin planned. What fails to the last is told in the log, and no longer planned. */
export async function runScheduled(parts: PluginParts, payload: Json, { signal, attempt }: TaskRun): Promise<void> {
  const { plugin: id, id: planned } = isObject(payload) ? payload : {};
  if (typeof id !== 'string' || typeof planned !== 'string') return;
  const [row] = await parts.db.query({
    text: `select job, input, array_to_json(causes) from kiln.plugin_schedule where id = $1::uuid and plugin = $2`,
    values: [planned, id],
  });
  const [job, input, causes] = row ?? [];
  if (!job) return;
  const given: Json = JSON.parse(input ?? 'null');
  if (parts.model().plugins.get(id)?.enabled === false) return later(parts, id, planned);
  try {
    await run(parts, { id, job, input: given, key: `schedule-${planned}`, causes: JSON.parse(causes ?? '[]') }, signal);
  } catch (error) {
    if (attempt < mostTries) throw error;
    const message = `Given up after ${attempt} tries: ${error instanceof Error ? error.message : String(error)}`;
    parts.lines.write({ plugin: id, level: 'error', entry: `job ${job}`, message, data: { input: given } });
  }
  await parts.db.query({ text: 'delete from kiln.plugin_schedule where id = $1::uuid', values: [planned] });
}

/** It runs when the plugin is on again. */
async function later({ db }: PluginParts, plugin: string, id: string): Promise<void> {
  const runAt = new Date(Date.now() + offMs);
  await addJob(db, scheduledTask, { plugin, id }, { runAt, key: scheduledKey(id), maxAttempts: mostTries });
}

interface JobCall {
  readonly id: string;
  readonly job: string;
  readonly input: Json;
  readonly key: string;
  readonly causes: readonly string[];
}

async function run(parts: PluginParts, { id, job, input, key, causes }: JobCall, signal: AbortSignal): Promise<void> {
  const plugin = parts.model().plugins.get(id);
  if (!plugin || !Object.hasOwn(plugin.jobs, job)) {
    if (await isBehind(parts, id)) throw new Error(`This process does not know the installed version of ${id} yet.`);
    return;
  }
  if (!plugin.enabled) return;
  let ctx = parts.ctx(pluginActor(plugin), `job-${key}`.slice(0, 100));
  for (const cause of causes) ctx = ctx.causedBy(cause);
  await parts.call(ctx, plugin, { entry: { kind: 'job', name: job }, args: [input], idempotencyKey: key, signal });
}
