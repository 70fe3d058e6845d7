import type { PluginParts } from './PluginParts.ts';

/** Whether another version of a plugin is installed than the one that this process knows: it will in a moment. */
export async function isBehind({ db, model }: Pick<PluginParts, 'db' | 'model'>, plugin: string): Promise<boolean> {
  const [row] = await db.query({
    text: `select document ->> 'code' from kiln.definition where kind = 'plugin' and name = $1`,
    values: [plugin],
  });
  return row !== undefined && row[0] !== model().plugins.get(plugin)?.code;
}
