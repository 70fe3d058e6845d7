import type { Json } from '../lib/json.ts';

/** What has the x-id, whatever it is called today; undefined: nothing has it any more. */
export function byId<T extends { readonly id: string }>(
  all: ReadonlyMap<string, T>,
  id: Json | undefined,
): T | undefined {
  return [...all.values()].find((each) => each.id === id);
}
