import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import { callCallable } from '../functions/callCallable.ts';
import type { CallOf } from './CallOf.ts';
import { type HostScope, notGranted } from './HostScope.ts';

/** What a service of another plugin answers: with that plugin's rights, in the name of the same actor. */
export async function callService(scope: HostScope, call: CallOf<'services.call'>): Promise<Json> {
  const { parts, ctx, plugin, signal } = scope;
  const granted = Object.hasOwn(plugin.granted.services, call.plugin) ? plugin.granted.services[call.plugin] : [];
  if (!granted?.includes(call.name)) throw notGranted(scope, `the service '${call.name}' of '${call.plugin}'`);
  const target = ctx.model.plugins.get(call.plugin);
  const service = target && Object.hasOwn(target.services, call.name) ? target.services[call.name] : undefined;
  if (!target?.enabled || !service) {
    throw new KilnError('KILN_PLUGIN_UNAVAILABLE', {
      detail: `The service '${call.name}' of '${call.plugin}' is not there.`,
      extra: { plugin: call.plugin },
    });
  }
  return callCallable(parts, ctx, target, { kind: 'service', name: call.name }, service, call.input, { signal });
}
