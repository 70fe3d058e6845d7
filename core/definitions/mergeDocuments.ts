import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { jsonEqual } from '../lib/jsonEqual.ts';
import { isPrototypeKey } from './forbiddenKeys.ts';
import { memberId, namesMembers } from './memberId.ts';
import { memberTitle } from './memberTitle.ts';
import { mergeLists, mergeOrder, type Versions } from './mergeLists.ts';

/** A place that both changed, and not alike. `path` leads to it in `mine`; undefined: it is not there. */
export interface MergeConflict extends Versions {
  readonly path: readonly (string | number)[];
  /** The path as people call it: members of lists by what they say. Absent: it leads through no list. */
  readonly names?: readonly string[];
  /** It is about the name of the field or option, not about what it says. */
  readonly isName?: true;
}

export interface DocumentMerge {
  /** Both sides' changes; where both changed the same, mine. */
  readonly merged: JsonObject;
  readonly conflicts: readonly MergeConflict[];
}

export interface MergeOptions {
  /**
   * `base` and `mine` hold only the places that `mine` changes, as a patch does: what `theirs` has beside them stays,
   * and what `theirs` took away is not brought back by half.
   */
  readonly asPatch?: boolean;
}

/**
 * Puts two changes of one document together: objects member by member, fields and options by their x-id whatever their
 * names are, lists by what their members name (see mergeLists). None of the documents is changed.
 */
export function mergeDocuments(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  { asPatch = false }: MergeOptions = {},
): DocumentMerge {
  const conflicts: MergeConflict[] = [];

  function note(versions: Versions, { path, names }: Place, isName?: true): void {
    const isInList = path.some((step) => typeof step === 'number');
    conflicts.push({ path, ...versions, ...(isInList ? { names } : {}), ...(isName ? { isName } : {}) });
  }

  function merge(versions: Versions, path: Place): Json | undefined {
    const { base: was, mine: my, theirs: their } = versions;
    if (isObject(my) && isObject(their)) return members(isObject(was) ? was : {}, my, their, path);
    if (same(was, their) || same(my, their)) return my;
    if (same(was, my)) return their;
    if (asPatch && my === undefined) return undefined;
    if (Array.isArray(my) && Array.isArray(their)) {
      const list = mergeLists(Array.isArray(was) ? was : [], my, their, (each, index) =>
        merge(each, below(path, index, memberTitle(each.mine ?? each.theirs ?? each.base, index))),
      );
      if (list) return list;
    }
    note(versions, path);
    return asPatch && isObject(was) && their === undefined ? undefined : my;
  }

  function members(was: JsonObject, my: JsonObject, their: JsonObject, path: Place): JsonObject {
    const hasIds = namesMembers(path.path) && [was, my, their].every(isDistinct);
    const [olds, mines, others] = [byId(was, hasIds), byId(my, hasIds), byId(their, hasIds)];
    const result: JsonObject = {};
    for (const id of orderOf([...olds.keys()], [...mines.keys()], [...others.keys()])) {
      const [old, own, other] = [olds.get(id), mines.get(id), others.get(id)];
      const name = nameOf(old?.name, own?.name, other?.name, path);
      const made = merge({ base: old?.value, mine: own?.value, theirs: other?.value }, below(path, own?.name ?? name));
      if (made === undefined) continue;
      const value = hasIds && !asPatch ? keepId(name, made, id) : made;
      if (Object.hasOwn(result, name))
        note({ base: undefined, mine: my[name], theirs: their[name] }, below(path, name));
      if (!Object.hasOwn(result, name) || own) put(result, name, value);
    }
    return result;
  }

  /** A patch knows no neighbours, so that what it adds comes last. */
  function orderOf(olds: readonly string[], mines: readonly string[], others: readonly string[]): string[] {
    return asPatch ? [...new Set([...others, ...mines])] : mergeOrder(olds, mines, others);
  }

  function nameOf(was: string | undefined, my: string | undefined, their: string | undefined, path: Place): string {
    if (my === undefined || my === was) return their ?? my ?? was ?? '';
    if (their !== undefined && their !== was && their !== my) {
      note({ base: was, mine: my, theirs: their }, below(path, my), true);
    }
    return my;
  }

  return { merged: members(base, mine, theirs, { path: [], names: [] }), conflicts };
}

/** A place in a document. */
type Place = Required<Pick<MergeConflict, 'path' | 'names'>>;

function below({ path, names }: Place, step: string | number, name = String(step)): Place {
  return { path: [...path, step], names: [...names, name] };
}

interface Member {
  readonly name: string;
  readonly value: Json;
}

function byId(object: JsonObject, hasIds: boolean): Map<string, Member> {
  return new Map(
    Object.entries(object).map(([name, value]) => [hasIds ? memberId(name, value) : name, { name, value }]),
  );
}

/** One side may have said the id by the name alone, and the other renamed it. */
function keepId(name: string, value: Json, id: string): Json {
  return isObject(value) && memberId(name, value) !== id ? { ...value, 'x-id': id } : value;
}

/** A document that gives one x-id twice is wrong, which is for its check to say. */
function isDistinct(object: JsonObject): boolean {
  const members = Object.entries(object);
  return new Set(members.map(([name, value]) => memberId(name, value))).size === members.length;
}

/** Absent is not null. */
function same(a: Json | undefined, b: Json | undefined): boolean {
  return (a === undefined) === (b === undefined) && jsonEqual(a, b);
}

function put(target: JsonObject, name: string, value: Json): void {
  if (!isPrototypeKey(name)) target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
