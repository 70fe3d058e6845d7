import type { Json } from '../../lib/json.ts';
import type { CallOf } from './CallOf.ts';
import type { HostScope } from './HostScope.ts';

/** Tells whoever waits for events of this plugin; in the transaction of the call, if there is one. */
export async function emitEvent({ parts, ctx, plugin }: HostScope, { event, data }: CallOf<'emit'>): Promise<Json> {
  await parts.emit(ctx, plugin.id, event, data);
  return null;
}
