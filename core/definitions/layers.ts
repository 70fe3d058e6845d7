import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { didYouMean } from './didYouMean.ts';
import { isPrototypeKey } from './forbiddenKeys.ts';
import type { Kind } from './kind.ts';
import { toPointer } from './pointer.ts';
import type { Definition, DefinitionProblem } from './types.ts';

/** Something that a layer wanted and did not get, or got against another layer. Shown in the plan; stops nothing. */
export interface LayerConflict extends DefinitionProblem {
  /** Package of the layer. */
  readonly package: string;
}

export interface Layers {
  /** One definition for each kind and name. */
  readonly definitions: readonly Definition[];
  readonly conflicts: readonly LayerConflict[];
}

/**
 * Definitions of all packages as one set: base packages first, then plugins, `local` last, in the order given.
 * A document with `"x-patch": true` changes the definition that it names in another package: objects merge,
 * null removes, anything else replaces (RFC 7396). Documents of a shared kind add to each other in the same way.
 */
export function mergeLayers(definitions: readonly Definition[], kinds: readonly Kind[]): Layers {
  const shared = new Set(kinds.filter((kind) => kind.shared).map((kind) => kind.name));
  const layered = [...definitions].sort((a, b) => Number(a.package === 'local') - Number(b.package === 'local'));
  const isPatch = (definition: Definition, index: number): boolean =>
    definition.document['x-patch'] === true ||
    (shared.has(definition.kind) && layered.findIndex((other) => sameName(other, definition)) < index);

  const conflicts: LayerConflict[] = [];
  const merged = layered.filter((definition, index) => !isPatch(definition, index));
  for (const patch of layered.filter(isPatch)) {
    const index = merged.findIndex((definition) => sameName(definition, patch));
    const base = merged[index];
    if (base === undefined) {
      const names = merged.filter((definition) => definition.kind === patch.kind).map((definition) => definition.name);
      const message = `There is no ${patch.kind} "${patch.name}" for this patch to change.${didYouMean(patch.name, names)}`;
      conflicts.push(conflict(patch, [], message));
      continue;
    }
    const { content, conflicts: found } = applicable(base, patch);
    conflicts.push(...found);
    merged[index] = {
      ...base,
      document: mergePatch(base.document, content),
      patches: [...(base.patches ?? []), patch],
    };
  }
  return { definitions: merged, conflicts };
}

/** RFC 7396 merge of a patch into a document; neither is changed. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const result: JsonObject = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const old = Object.hasOwn(result, key) ? result[key] : undefined;
    if (isPrototypeKey(key)) Object.defineProperty(result, key, { value, enumerable: true, configurable: true });
    else if (value === null) delete result[key];
    else if (isObject(value)) result[key] = mergePatch(isObject(old) ? old : {}, value);
    else result[key] = value;
  }
  return result;
}

function contentOf(patch: Definition): JsonObject {
  const { $schema: _schema, $id: _id, 'x-patch': _patch, ...content } = patch.document;
  return content;
}

function sameName(a: Definition, b: Definition): boolean {
  return a.kind === b.kind && a.name === b.name;
}

/**
 * What of a patch still fits its base, and what to tell: changes of members of `properties` that are not there (any more)
 * are left out, and what another plugin changes as well is told.
 */
function applicable(base: Definition, patch: Definition): { content: JsonObject; conflicts: LayerConflict[] } {
  const content = contentOf(patch);
  const conflicts: LayerConflict[] = [];
  if (isObject(content.properties)) {
    const kept = Object.entries(content.properties).filter(([name, field]) => {
      const isThere = lookUp(base.document, ['properties', name]) !== undefined;
      if (isThere || isNewField(field)) return true;
      const message = `There is no field "${name}" (any more) for this to change.`;
      conflicts.push(conflict(patch, ['properties', name], message));
      return false;
    });
    content.properties = Object.fromEntries(kept);
  }
  const others =
    patch.package === 'local' ? [] : (base.patches ?? []).filter((other) => other.package !== patch.package);
  for (const { path, value } of leaves(content)) {
    for (const other of others) {
      const theirs = lookUp(contentOf(other), path);
      if (theirs === undefined || JSON.stringify(theirs) === JSON.stringify(value)) continue;
      const message = `Package ${other.package} changes this as well; the value of ${patch.package} counts.`;
      conflicts.push(conflict(patch, path, message));
    }
  }
  return { content, conflicts };
}

const typing = ['type', 'format', 'enum', 'x-type', 'x-relation', 'x-rollup', 'x-children', 'x-formula', 'x-number'];

/** A patch may add fields: then it says what they are. */
function isNewField(field: Json): boolean {
  return isObject(field) && typing.some((keyword) => Object.hasOwn(field, keyword));
}

function leaves(value: JsonObject, path: readonly string[] = []): { path: readonly string[]; value: Json }[] {
  return Object.entries(value).flatMap(([key, member]) =>
    isObject(member) && Object.keys(member).length > 0
      ? leaves(member, [...path, key])
      : [{ path: [...path, key], value: member }],
  );
}

function lookUp(value: Json, path: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of path) here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return here;
}

function conflict(patch: Definition, path: readonly string[], message: string): LayerConflict {
  const { kind, name, file } = patch;
  return {
    kind,
    name,
    package: patch.package,
    ...(file === undefined ? {} : { file }),
    pointer: toPointer(path),
    message,
  };
}
