import { LRUCache } from 'lru-cache';
import type { Db } from '../db/types.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { compileForeignSchema } from '../model/foreignSchema.ts';
import type { PluginModel } from '../model/pluginTypes.ts';

export const configChannel = 'kiln_plugin_config';

/** Settings of plugins, as they were entered here. */
export interface PluginConfigs {
  /** With the defaults of its schema. The same object as long as nothing changes. */
  of(plugin: PluginModel): Promise<JsonObject>;
  close(): Promise<void>;
}

export async function createConfigs(db: Db): Promise<PluginConfigs> {
  const known = new LRUCache<string, Promise<JsonObject>>({ max: 1_000 });
  const forgetAll = () => known.clear();
  const stop = await db.listen(configChannel, forgetAll, forgetAll);
  return {
    of(plugin) {
      const key = `${plugin.id} ${plugin.code}`;
      const found = known.get(key) ?? readConfig(db, plugin);
      known.set(key, found);
      // The next call asks again.
      found.catch(() => known.delete(key));
      return found;
    },
    close: stop,
  };
}

async function readConfig(db: Db, { id, config: schema }: PluginModel): Promise<JsonObject> {
  const statement = { text: 'select config from kiln.plugin_config where plugin = $1', values: [id], readOnly: true };
  const [row] = await db.query(statement);
  const given: Json = row?.[0] ? JSON.parse(row[0]) : {};
  const config = isObject(given) ? given : {};
  if (schema) compileForeignSchema(schema)(config);
  return config;
}
