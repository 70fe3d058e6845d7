import type { JsonObject } from '../../lib/json.ts';
import { compileForeignSchema, type ForeignCheck } from '../../model/foreignSchema.ts';

/** Checks of what plugins take and give. */
export type Schemas = (schema: JsonObject) => ForeignCheck;

/** Each is compiled when it is first asked for, and gone with its model. */
export function createSchemas(): Schemas {
  const known = new WeakMap<JsonObject, ForeignCheck>();
  return (schema) => {
    const check = known.get(schema) ?? compileForeignSchema(schema);
    known.set(schema, check);
    return check;
  };
}
