import type { Queryable } from '../../db/types.ts';
import type { Fault } from '../../errors/KilnError.ts';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { compileForeignSchema } from '../../model/foreignSchema.ts';

/** The settings of a plugin as they were given; empty before anybody gave any. */
export async function readConfigValues(run: Queryable, plugin: string): Promise<JsonObject> {
  const [row] = await run.query({
    text: 'select config from kiln.plugin_config where plugin = $1',
    values: [plugin],
    readOnly: true,
  });
  const value: unknown = JSON.parse(row?.[0] ?? '{}');
  return isObject(value) ? value : {};
}

/** What is wrong with the settings that a plugin has, by the schema of one of its versions. */
export async function configFaults(
  run: Queryable,
  plugin: string,
  schema: JsonObject | undefined,
): Promise<readonly Fault[]> {
  return schema ? compileForeignSchema(schema)(await readConfigValues(run, plugin)) : [];
}
