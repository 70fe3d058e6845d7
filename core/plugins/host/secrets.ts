import type { Json } from '../../lib/json.ts';
import type { CallOf } from './CallOf.ts';
import { type HostScope, notGranted } from './HostScope.ts';

/** The secret's text, null where none is set. */
export async function getSecret(scope: HostScope, { name }: CallOf<'secrets.get'>): Promise<Json> {
  const { parts, plugin } = scope;
  if (!plugin.granted.secrets.includes(name)) throw notGranted(scope, `the secret '${name}'`);
  const [row] = await parts.db.query({
    text: 'select sealed from kiln.plugin_secret where plugin = $1 and name = $2',
    values: [plugin.id, name],
    readOnly: true,
  });
  return row?.[0] ? parts.vault.open(row[0]) : null;
}
