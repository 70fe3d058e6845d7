import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import type { Callable, PluginModel } from '../../model/pluginTypes.ts';
import { invalid } from '../../records/invalid.ts';
import { entryText } from '../../sandbox/protocol.ts';
import type { PluginCall, PluginParts } from '../PluginParts.ts';

export interface CallableOptions extends Pick<PluginCall, 'signal' | 'idempotencyKey'> {
  /** Told when the plugin is called, after all that may be refused before. */
  readonly onCall?: () => void;
}

/**
 * Calls something of a plugin that has a name and schemas. Throws KILN_INVALID where the input is not what it takes,
 * with the place, and KILN_PLUGIN_FAILED where the output is not what it says.
 */
export async function callCallable(
  parts: PluginParts,
  ctx: Ctx,
  plugin: PluginModel,
  entry: { readonly kind: 'function' | 'service' | 'step'; readonly name: string },
  callable: Callable,
  input: Json,
  { onCall, ...options }: CallableOptions = {},
): Promise<Json> {
  const faults = callable.input ? parts.schemas(callable.input)(input) : [];
  if (faults.length > 0) throw invalid(faults);
  onCall?.();
  const output = await parts.call(ctx, plugin, { entry, args: [input], ...options });
  const [wrong] = callable.output ? parts.schemas(callable.output)(output) : [];
  if (!wrong) return output;
  const message = `Its output is not what it says: ${wrong.pointer || '/'} ${wrong.message}`;
  parts.lines.write({ plugin: plugin.id, level: 'error', entry: entryText(entry), message, requestId: ctx.requestId });
  throw new KilnError('KILN_PLUGIN_FAILED', { detail: message, extra: { plugin: plugin.id, entry: entryText(entry) } });
}
