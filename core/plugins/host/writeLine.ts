import type { Json } from '../../lib/json.ts';
import type { CallOf } from './CallOf.ts';
import type { HostScope } from './HostScope.ts';

/** Written also when the transaction of the call does not commit: that is when it is looked for. */
export function writeLine({ parts, ctx, plugin, entry }: HostScope, { level, message, data }: CallOf<'log'>): Json {
  const more = data === undefined ? {} : { data };
  parts.lines.write({ plugin: plugin.id, level, entry, message, ...more, requestId: ctx.requestId });
  return null;
}
