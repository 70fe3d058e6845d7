import { isObject } from '../lib/json.ts';
import { applyLayer } from './applyLayer.ts';
import { didYouMean } from './didYouMean.ts';
import { definitionId, type Kind } from './kind.ts';
import { type LayerConflict, layerConflict } from './layerConflict.ts';
import type { Definition } from './types.ts';

export interface Layers {
  /** One definition for each kind and name. */
  readonly definitions: readonly Definition[];
  readonly conflicts: readonly LayerConflict[];
}

/**
 * Definitions of all packages as one set: base packages first, then plugins, `local` last, in the order given.
 * A document with `"x-patch": true` changes a definition of another package (applyLayer): that of its x-id, or else of
 * its name. Documents of a shared kind add to each other likewise. A definition of `local` counts instead of another of
 * the same name.
 */
export function mergeLayers(definitions: readonly Definition[], kinds: readonly Kind[]): Layers {
  const shared = new Set(kinds.filter((kind) => kind.shared).map((kind) => kind.name));
  const layered = [...definitions].sort((a, b) => Number(a.package === 'local') - Number(b.package === 'local'));
  const isPatch = (definition: Definition, index: number): boolean =>
    definition.document['x-patch'] === true ||
    (shared.has(definition.kind) && layered.findIndex((other) => sameName(other, definition)) < index);

  const whole = layered.filter((definition, index) => !isPatch(definition, index));
  const own = whole.filter((definition) => definition.package === 'local');
  const hidden = whole.filter((one) => one.package !== 'local' && own.some((other) => sameName(one, other)));
  const merged = whole.filter((definition) => !hidden.includes(definition));
  const conflicts = hidden.map((definition) => nameTaken(definition, own));
  for (const patch of layered.filter(isPatch)) {
    const base = targetOf(patch, merged);
    if (base === undefined) {
      conflicts.push(noTarget(patch, merged));
      continue;
    }
    const applied = applyLayer(base, patch);
    conflicts.push(...applied.conflicts);
    merged[merged.indexOf(base)] = applied.definition;
  }
  return { definitions: merged, conflicts };
}

/**
 * The definition that a patch is about: the one with its x-id, whatever it is called by now, or else the one of its
 * name.
 */
export function targetOf(patch: Definition, definitions: readonly Definition[]): Definition | undefined {
  const ofKind = definitions.filter((definition) => definition.kind === patch.kind);
  const { 'x-id': own, 'x-base': memory } = patch.document;
  const remembered = isObject(memory) ? (memory['x-id'] ?? memory.$id) : undefined;
  const id = [own, remembered].find((each) => typeof each === 'string') ?? patch.name;
  return (
    ofKind.find((definition) => definitionId(definition) === id) ??
    ofKind.find((definition) => definition.name === patch.name)
  );
}

function sameName(a: Definition, b: Definition): boolean {
  return a.kind === b.kind && a.name === b.name;
}

function nameTaken(hidden: Definition, own: readonly Definition[]): LayerConflict {
  const { kind, name, package: owner } = hidden;
  const message = `Package ${owner} has a ${kind} "${name}", too; the one of local counts.`;
  const [layer = hidden] = own.filter((definition) => sameName(definition, hidden));
  const params = { name, package: owner };
  return layerConflict(layer, [], {
    code: 'nameTaken',
    params,
    message,
    ours: layer.document,
    theirs: hidden.document,
  });
}

function noTarget(patch: Definition, merged: readonly Definition[]): LayerConflict {
  const names = merged.filter((definition) => definition.kind === patch.kind).map((definition) => definition.name);
  const message = `There is no ${patch.kind} "${patch.name}" for this patch to change.${didYouMean(patch.name, names).message}`;
  return layerConflict(patch, [], { code: 'noTarget', params: { name: patch.name }, message, ours: patch.document });
}
