import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import { adminRole } from '../../model/adminRole.ts';
import type { PluginParts } from '../PluginParts.ts';
import { callCallable } from './callCallable.ts';

/**
 * Calls a function of a plugin in the actor's name. Throws KILN_NOT_FOUND, KILN_FORBIDDEN, and what callCallable does.
 */
export async function callFunction(
  parts: PluginParts,
  ctx: Ctx,
  id: string,
  name: string,
  input: Json,
  onCall: () => void = () => undefined,
): Promise<Json> {
  const plugin = ctx.model.plugins.get(id);
  if (!plugin) throw new KilnError('KILN_NOT_FOUND', { detail: `There is no plugin '${id.slice(0, 60)}'.` });
  const callable = Object.hasOwn(plugin.functions, name) ? plugin.functions[name] : undefined;
  if (!callable) {
    throw new KilnError('KILN_NOT_FOUND', { detail: `${plugin.title} has no function '${name.slice(0, 60)}'.` });
  }
  const mayCall = !callable.roles || [adminRole, ...callable.roles].some((role) => ctx.actor.roles.includes(role));
  if (!mayCall) throw new KilnError('KILN_FORBIDDEN', { detail: `Your roles do not let you call this function.` });
  if (!plugin.enabled) {
    const detail = `${plugin.title} is switched off.`;
    throw new KilnError('KILN_PLUGIN_UNAVAILABLE', { detail, extra: { plugin: id } });
  }
  return callCallable(parts, ctx, plugin, { kind: 'function', name }, callable, input, { onCall });
}
