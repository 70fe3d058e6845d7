import { canonicalJson, isObject, type Json } from '../lib/json.ts';

/** One value in three versions; undefined where there is none. */
export interface Versions {
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

/**
 * Says what becomes of a member that was changed or taken away; undefined: it goes. `index` is its place in `mine`, or
 * else in the version that has it.
 */
export type MergeMember = (versions: Versions, index: number) => Json | undefined;

/** Finding out which members are alike takes the square of it; no list of a definition is that long. */
const maxMembers = 1_000;

/**
 * Puts two changes of one list together, member by member: what either side adds is there, what either takes away is
 * not, and whoever moves members decides the order. Members are known by what they name (a field, an option, a title),
 * and else by likeness. Undefined when that does not tell them apart: then the list is one value.
 */
export function mergeLists(
  base: readonly Json[],
  mine: readonly Json[],
  theirs: readonly Json[],
  merge: MergeMember,
): Json[] | undefined {
  if (Math.max(base.length, mine.length, theirs.length) > maxMembers) return undefined;
  const old = keyed(base);
  const my = old && keyed(mine, old);
  const their = old && keyed(theirs, old);
  if (!old || !my || !their) return undefined;
  const places = [my, their, old].map((list) => new Map([...list.keys()].map((key, index) => [key, index])));
  const merged = new Map<string, Json>();
  for (const key of new Set([...my.keys(), ...their.keys()])) {
    const index = places.map((place) => place.get(key)).find((place) => place !== undefined) ?? 0;
    const value = merge({ base: old.get(key), mine: my.get(key), theirs: their.get(key) }, index);
    if (value !== undefined) merged.set(key, value);
  }
  return mergeOrder([...old.keys()], [...my.keys()], [...their.keys()])
    .map((key) => merged.get(key))
    .filter((value) => value !== undefined);
}

/**
 * All keys of both sides in one order: that of `theirs`, or that of `mine` where it moved what was there. What only the
 * other side has comes behind its neighbour there. Takes time in proportion to the number of keys.
 */
export function mergeOrder(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const [bases, mines] = [new Set(base), new Set(mine)];
  const kept = base.filter((key) => mines.has(key));
  const isMoved = mine.filter((key) => bases.has(key)).some((key, index) => key !== kept[index]);
  const [leading, other] = isMoved ? [mine, theirs] : [theirs, mine];
  const places = new Set(leading);
  const behind = new Map<string, string[]>();
  const front: string[] = [];
  let neighbour: string | undefined;
  for (const key of other) {
    if (places.has(key)) neighbour = key;
    else if (neighbour === undefined) front.push(key);
    else append(behind, neighbour, key);
  }
  const next = other.find((key) => places.has(key));
  const merged = leading.flatMap((key) => [...(key === next ? front : []), key, ...(behind.get(key) ?? [])]);
  if (next !== undefined) return merged;
  // Without any neighbour: in front if it stood there as something new.
  return front[0] !== undefined && bases.has(front[0]) ? [...merged, ...front] : [...front, ...merged];
}

/**
 * The members by their keys; with `base`, members that are like one of it get its key. Undefined: two have the same.
 */
function keyed(list: readonly Json[], base: ReadonlyMap<string, Json> = new Map()): Map<string, Json> | undefined {
  const own = new Set(list.map(keyOf));
  if (own.size < list.length) return undefined;
  const free = [...base].filter(([key]) => !own.has(key));
  const result = new Map<string, Json>();
  for (const item of list) {
    const key = keyOf(item);
    const like = base.has(key) ? -1 : free.findIndex(([, old]) => isAlike(old, item));
    const [taken] = like < 0 ? [] : free.splice(like, 1);
    result.set(taken?.[0] ?? key, item);
  }
  return result.size < list.length ? undefined : result;
}

/** A field stands in a list as `"name"` or as `{"field": "name", …}`. */
function keyOf(item: Json): string {
  if (!isObject(item)) return canonicalJson(item);
  const name = ['field', 'x-id', '$id', 'name', 'title', 'message']
    .map((key) => item[key])
    .find((value) => value !== undefined);
  return canonicalJson(name ?? item);
}

/** Half of what they say is the same: a section with another title, a rule with another message. */
function isAlike(a: Json, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  const [left, right] = [new Set(textsOf(a)), new Set(textsOf(b))];
  const shared = [...left].filter((text) => right.has(text)).length;
  return shared > 0 && shared * 2 >= Math.min(left.size, right.size);
}

function textsOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (isObject(value)) return Object.values(value).flatMap(textsOf);
  return [String(value)];
}

function append(lists: Map<string, string[]>, name: string, key: string): void {
  const list = lists.get(name);
  if (list) list.push(key);
  else lists.set(name, [key]);
}
