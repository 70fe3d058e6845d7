import { isObject, type Json } from '../lib/json.ts';

/** x-id of a field or an option: what it keeps when its name changes. */
export function memberId(name: string, value: Json | undefined): string {
  const id = isObject(value) ? value['x-id'] : undefined;
  return typeof id === 'string' ? id : name;
}

/** Whether the members of the object at this path have an identity besides their names. */
export function namesMembers(path: readonly (string | number)[]): boolean {
  const last = path.at(-1);
  return last === 'properties' || last === 'x-options';
}
