import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { definitionId } from './kind.ts';
import { type LayerConflict, layerConflict } from './layerConflict.ts';
import { memberId } from './memberId.ts';
import { type MergeConflict, mergeDocuments } from './mergeDocuments.ts';
import { mergePatch } from './mergePatch.ts';
import { valueAt } from './pointer.ts';
import { rememberBase } from './rememberBase.ts';
import type { Definition } from './types.ts';

export interface AppliedLayer {
  readonly definition: Definition;
  readonly conflicts: readonly LayerConflict[];
}

/**
 * Lays a patch over its definition. With `x-base`, what the definition said where the patch changes it, both sides'
 * changes since then come together (mergeDocuments); without, the patch counts as made for the definition as it is.
 */
export function applyLayer(base: Definition, patch: Definition): AppliedLayer {
  const content = patchContent(patch);
  const memory = memoryOf(patch);
  const known = memory ?? rememberBase(content, base.document);
  const mine = mergePatch(known, content);
  const conflicts = memory ? [] : leaveOutStrays(patch, mine, known, base.document);
  const { $schema = `kiln:${base.kind}`, $id: _id, ...document } = base.document;
  const merge = mergeDocuments(known, mine, document, { asPatch: true });
  const name = nameOf(base, patch);
  return {
    definition: {
      ...base,
      name: name.name,
      document: { $schema, $id: name.name, ...merge.merged },
      patches: [...(base.patches ?? []), patch],
    },
    conflicts: [
      ...name.conflicts,
      ...conflicts,
      ...merge.conflicts.map((each) => explain(patch, each)),
      ...otherPackages(base, patch, content),
    ],
  };
}

/** What a patch says, without what makes it one. */
export function patchContent(patch: Definition): JsonObject {
  const { $schema: _schema, $id: _id, 'x-patch': _patch, 'x-base': _base, ...content } = patch.document;
  return content;
}

/** What the patched definition said when the patch was made. `$id`: its name, where the patch gives it another. */
export function memoryOf(patch: Definition): JsonObject | undefined {
  const memory = patch.document['x-base'];
  if (!isObject(memory)) return undefined;
  const { $id: _id, ...rest } = memory;
  return rest;
}

/** The name is the layer's where the layer changed it, and else that of the packages below. */
function nameOf(base: Definition, patch: Definition): { name: string; conflicts: readonly LayerConflict[] } {
  const memory = patch.document['x-base'];
  const isNamedById = patch.document['x-id'] === definitionId(base);
  const before = isObject(memory) ? memory.$id : isNamedById ? base.name : undefined;
  const was = typeof before === 'string' ? before : patch.name;
  if (patch.name === was) return { name: base.name, conflicts: [] };
  if (base.name === was || base.name === patch.name) return { name: patch.name, conflicts: [] };
  const renamed: MergeConflict = { path: ['$id'], base: was, mine: patch.name, theirs: base.name, isName: true };
  return { name: patch.name, conflicts: [explain(patch, renamed)] };
}

/**
 * Changes of fields that are not there (any more) are not new fields: those say what they are. Takes them out of
 * `mine`.
 */
function leaveOutStrays(patch: Definition, mine: JsonObject, known: JsonObject, document: JsonObject): LayerConflict[] {
  const fields = mine.properties;
  if (!isObject(fields)) return [];
  const ids = new Set(
    [known.properties, document.properties].flatMap((each) =>
      isObject(each) ? Object.entries(each).map(([name, value]) => memberId(name, value)) : [],
    ),
  );
  const strays = Object.entries(fields).filter(
    ([name, field]) => !ids.has(memberId(name, field)) && !isNewField(field),
  );
  mine.properties = Object.fromEntries(
    Object.entries(fields).filter(([name]) => !strays.some(([stray]) => stray === name)),
  );
  return strays.map(([name, field]) =>
    explain(patch, { path: ['properties', name], base: {}, mine: field, theirs: undefined }),
  );
}

const typing = ['type', 'format', 'enum', 'x-type', 'x-relation', 'x-rollup', 'x-children', 'x-formula', 'x-number'];

function isNewField(field: Json): boolean {
  return isObject(field) && typing.some((keyword) => Object.hasOwn(field, keyword));
}

/** What stands there; below a member of a list, behind what people call that. */
function placeName({ path, names = path.map(String) }: MergeConflict): string | undefined {
  const item = path.findLastIndex((step) => typeof step === 'number');
  const last = names.at(-1);
  return item < 0 || item === path.length - 1 ? last : `${names[item]} › ${last}`;
}

function explain(patch: Definition, conflict: MergeConflict): LayerConflict {
  const { path, base, mine, theirs, isName } = conflict;
  const name = placeName(conflict) ?? patch.name;
  const sides = { ours: mine, theirs, names: conflict.names };
  if (isName) {
    const message = `It is called "${String(theirs)}" now in the packages below, and "${String(mine)}" here; the latter counts.`;
    const params = { was: base ?? null, ours: mine ?? null, theirs: theirs ?? null };
    return layerConflict(patch, path, { code: 'bothRenamed', params, message, ...sides });
  }
  if (theirs === undefined && isObject(base)) {
    const what = path.at(-2) === 'properties' ? 'field' : path.at(-2) === 'x-options' ? 'option' : 'place';
    const message = `There is no ${what} "${name}" (any more) for this to change.`;
    return layerConflict(patch, path, { code: 'memberGone', params: { name }, message, ...sides });
  }
  const message = `The packages below changed "${name}" as well since then; the value of ${patch.package} counts.`;
  return layerConflict(patch, path, { code: 'bothChanged', params: { name }, message, ...sides });
}

/** What another plugin changes, too. `local` has the last word by its nature. */
function otherPackages(base: Definition, patch: Definition, content: JsonObject): LayerConflict[] {
  if (patch.package === 'local') return [];
  const others = (base.patches ?? []).filter((other) => other.package !== patch.package);
  return leaves(content).flatMap(({ path, value }) =>
    others.flatMap((other) => {
      const theirs = valueAt(patchContent(other), path);
      if (theirs === undefined || JSON.stringify(theirs) === JSON.stringify(value)) return [];
      const message = `Package ${other.package} changes this as well; the value of ${patch.package} counts.`;
      const params = { package: other.package };
      return [layerConflict(patch, path, { code: 'otherPackage', params, message, ours: value, theirs })];
    }),
  );
}

function leaves(value: JsonObject, path: readonly string[] = []): { path: readonly string[]; value: Json }[] {
  return Object.entries(value).flatMap(([key, member]) =>
    isObject(member) && Object.keys(member).length > 0
      ? leaves(member, [...path, key])
      : [{ path: [...path, key], value: member }],
  );
}
