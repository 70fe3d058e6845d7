import type { Ctx } from '../../context/types.ts';
import type { Json } from '../../lib/json.ts';
import { startRuns } from '../engine/startRun.ts';

/**
 * Starts the workflows that wait for an event of a plugin, in the open transaction, if there is one: the plugin told of
 * something that happens with it or not at all. Resolves to how many runs that were.
 */
export async function startOnEvent(ctx: Ctx, plugin: string, event: string, data: Json): Promise<number> {
  const waiting = [...ctx.model.workflows.values()].filter(
    ({ enabled, trigger }) =>
      enabled && trigger.on === 'plugin' && trigger.plugin === plugin && trigger.event === event,
  );
  if (waiting.length === 0) return 0;
  const trigger = { on: 'plugin', at: new Date().toISOString(), plugin, event, data };
  await startRuns(
    ctx,
    waiting.map((workflow) => ({ workflow, trigger })),
  );
  return waiting.length;
}
