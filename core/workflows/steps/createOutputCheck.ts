import { LRUCache } from 'lru-cache';
import { said } from '../../errors/said.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { compileForeignSchema, type ForeignCheck, schemaFault } from '../../model/foreignSchema.ts';
import { permanentFailure } from './permanentFailure.ts';

/** Says everything in which a value is not what a schema of a step says; nothing where there is no schema. */
export type OutputCheck = (schema: Json | undefined, value: Json) => { pointer: string; message: string }[];

/** Faults that are told. */
const most = 20;

/** Schemas are compiled once. Throws KILN_STEP_FAILED for one that cannot be used. */
export function createOutputCheck(): OutputCheck {
  const checks = new LRUCache<string, ForeignCheck>({ max: 200 });
  return (schema, value) => {
    if (!isObject(schema)) return [];
    const key = JSON.stringify(schema);
    const check = checks.get(key) ?? compiled(schema);
    checks.set(key, check);
    return check(value)
      .slice(0, most)
      .map(({ pointer, message }) => ({ pointer, message }));
  };
}

function compiled(schema: JsonObject): ForeignCheck {
  try {
    return compileForeignSchema(schema);
  } catch (cause) {
    throw permanentFailure(said`This schema cannot be used: ${schemaFault(cause)}`, cause);
  }
}
