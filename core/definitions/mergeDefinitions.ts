import { canonicalJson, type Json, type JsonObject } from '../lib/json.ts';
import { diff } from './diff.ts';
import { definitionId } from './kind.ts';
import { mergeDocuments } from './mergeDocuments.ts';
import type { Definition } from './types.ts';

/** A member that two changes made different. Absent: it is not there. */
export interface MemberConflict {
  readonly kind: string;
  /** Of the definition as `theirs` has it, else as the side that has it. */
  readonly name: string;
  /** From the top of the document; empty: the document as a whole. */
  readonly path: readonly string[];
  /** The path as people call what is on it: members of lists by what they say. Absent: it leads through no list. */
  readonly names?: readonly string[];
  readonly base?: Json;
  readonly mine?: Json;
  readonly theirs?: Json;
}

/** The whole document that a definition gets; null: it goes. */
export interface MergedEdit {
  readonly kind: string;
  readonly name: string;
  readonly document: JsonObject | null;
}

export interface DefinitionsMerge {
  /** What has to be done to `theirs`. */
  readonly edits: readonly MergedEdit[];
  readonly conflicts: readonly MemberConflict[];
}

interface Versions {
  readonly base: Definition | undefined;
  readonly mine: Definition | undefined;
  readonly theirs: Definition | undefined;
}

/**
 * Carries the change from `base` to `mine` over to `theirs`, which came out of `base` by other changes. Definitions are
 * known by their x-id, whatever they are called, and merged member by member. Each set is that of merged layers.
 * @param winner whose members count where both changed the same
 */
export function mergeDefinitions(
  base: readonly Definition[],
  mine: readonly Definition[],
  theirs: readonly Definition[],
  winner: 'mine' | 'theirs' = 'mine',
): DefinitionsMerge {
  const current = byId(theirs);
  const edits: MergedEdit[] = [];
  const conflicts: MemberConflict[] = [];
  const changes = diff(base, mine);
  const changed = new Set(changes.map(({ kind, id }) => keyOf(kind, id)));
  for (const { kind, id, from, to } of changes) {
    const now = current.get(keyOf(kind, id));
    const { document, paths } = mergeOne({ base: from, mine: to, theirs: now }, winner);
    const name = (now ?? to ?? from)?.name ?? id;
    conflicts.push(...paths.map((conflict) => ({ kind, name, ...conflict })));
    if (same(document, now?.document ?? null)) continue;
    const next = document && withId(document, id);
    const target = next ? nameOf(next, name) : name;
    const taken = theirs.find((each) => each.kind === kind && each.name === target);
    if (next && taken && definitionId(taken) !== id && !changed.has(keyOf(kind, definitionId(taken)))) {
      conflicts.push({ kind, name: target, path: [], mine: next, theirs: taken.document });
      if (winner === 'theirs') continue;
    }
    if (now && target !== now.name) edits.push({ kind, name: now.name, document: null });
    if (next || now) edits.push({ kind, name: target, document: next });
  }
  return { edits: withoutTwins(edits), conflicts };
}

type Place = Omit<MemberConflict, 'kind' | 'name'>;

function mergeOne(
  { base, mine, theirs }: Versions,
  winner: 'mine' | 'theirs',
): {
  document: JsonObject | null;
  paths: readonly Place[];
} {
  const [was, my, their] = [base, mine, theirs].map((each) => each?.document ?? null);
  if (same(was ?? null, their ?? null) || same(my ?? null, their ?? null)) return { document: my ?? null, paths: [] };
  if (!my || !their) {
    const whole = { ...(was ? { base: was } : {}), ...(my ? { mine: my } : {}), ...(their ? { theirs: their } : {}) };
    return { document: (winner === 'mine' ? my : their) ?? null, paths: [{ path: [], ...whole }] };
  }
  const isMine = winner === 'mine';
  const { merged, conflicts } = mergeDocuments(was ?? {}, isMine ? my : their, isMine ? their : my);
  return {
    document: merged,
    paths: conflicts.map((conflict): Place => {
      const [own, other] = isMine ? [conflict.mine, conflict.theirs] : [conflict.theirs, conflict.mine];
      return {
        path: conflict.path.map(String),
        ...(conflict.names === undefined ? {} : { names: conflict.names }),
        ...(conflict.base === undefined ? {} : { base: conflict.base }),
        ...(own === undefined ? {} : { mine: own }),
        ...(other === undefined ? {} : { theirs: other }),
      };
    }),
  };
}

/** One side may have said the id by the name alone, and the other renamed it. */
function withId(document: JsonObject, id: string): JsonObject {
  const said = typeof document['x-id'] === 'string' ? document['x-id'] : document.$id;
  return said === id ? document : { ...document, 'x-id': id };
}

function nameOf(document: JsonObject, otherwise: string): string {
  return typeof document.$id === 'string' ? document.$id : otherwise;
}

/** A name that one definition leaves and another takes is one edit. */
function withoutTwins(edits: readonly MergedEdit[]): MergedEdit[] {
  const kept = new Map<string, MergedEdit>();
  for (const edit of edits) {
    const key = keyOf(edit.kind, edit.name);
    if (edit.document || !kept.has(key)) kept.set(key, edit);
  }
  return [...kept.values()];
}

function byId(definitions: readonly Definition[]): ReadonlyMap<string, Definition> {
  return new Map(definitions.map((definition) => [keyOf(definition.kind, definitionId(definition)), definition]));
}

function keyOf(kind: string, id: string): string {
  return JSON.stringify([kind, id]);
}

function same(a: JsonObject | null, b: JsonObject | null): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}
