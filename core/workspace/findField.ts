import { memberId } from '../definitions/memberId.ts';
import type { Definition } from '../definitions/types.ts';
import { isObject, type JsonObject } from '../lib/json.ts';

/** The field of an entity's document that has this x-id, and what it is called. */
export function findField(
  entity: Definition | undefined,
  id: string,
): { readonly name: string; readonly document: JsonObject } | undefined {
  const fields = isObject(entity?.document.properties) ? entity.document.properties : {};
  const name = Object.keys(fields).find((each) => memberId(each, fields[each]) === id);
  const document = name === undefined ? undefined : fields[name];
  return name !== undefined && isObject(document) ? { name, document } : undefined;
}
