import { isObject, type Json } from '../../lib/json.ts';
import type { PluginParts } from '../PluginParts.ts';
import { pluginActor } from '../pluginScope.ts';

export const recurringTask = 'plugin.recurring';
export const scheduledTask = 'plugin.scheduled';

/** Runs a job of a plugin at a tick of its pattern. The plugin may be gone, or off, by now. */
export async function runRecurring(parts: PluginParts, payload: Json, signal: AbortSignal): Promise<void> {
  const { plugin: id, job, tick } = isObject(payload) ? payload : {};
  if (typeof id !== 'string' || typeof job !== 'string' || typeof tick !== 'string') return;
  await run(parts, { id, job, input: null, key: `${id} ${job} ${tick}`, causes: [] }, signal);
}

/** Runs a job that a plugin planned. */
export async function runScheduled(parts: PluginParts, payload: Json, signal: AbortSignal): Promise<void> {
  const { plugin: id, id: planned } = isObject(payload) ? payload : {};
  if (typeof id !== 'string' || typeof planned !== 'string') return;
  const [row] = await parts.db.query({
    text: `select job, input, array_to_json(causes) from kiln.plugin_schedule where id = $1::uuid and plugin = $2`,
    values: [planned, id],
  });
  const [job, input, causes] = row ?? [];
  if (!job) return;
  const given: Json = JSON.parse(input ?? 'null');
  await run(parts, { id, job, input: given, key: `schedule-${planned}`, causes: JSON.parse(causes ?? '[]') }, signal);
  await parts.db.query({ text: 'delete from kiln.plugin_schedule where id = $1::uuid', values: [planned] });
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
  if (!plugin?.enabled || !Object.hasOwn(plugin.jobs, job)) return;
  let ctx = parts.ctx(pluginActor(plugin), `job-${key}`.slice(0, 100));
  for (const cause of causes) ctx = ctx.causedBy(cause);
  await parts.call(ctx, plugin, { entry: { kind: 'job', name: job }, args: [input], idempotencyKey: key, signal });
}
