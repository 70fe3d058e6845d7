import { mergeLayers } from '../definitions/layers.ts';
import type { Definition, DefinitionProblem } from '../definitions/types.ts';
import { kinds } from '../model/kinds.ts';
import type { DefinitionEdit } from './changeSetInput.ts';
import { patchFrom } from './patchFrom.ts';

export interface EditedLayers {
  readonly layers: readonly Definition[];
  readonly problems: readonly DefinitionProblem[];
}

/** The package of what this installation changed by itself. */
export const localPackage = 'local';

/**
 * The layers after edits to package `local`. A whole document that another package owns becomes a patch against that one,
 * so that its upgrades still arrive; null takes back what `local` says.
 */
export function editLayers(layers: readonly Definition[], edits: readonly DefinitionEdit[]): EditedLayers {
  const others = layers.filter((layer) => layer.package !== localPackage);
  const base = mergeLayers(others, kinds).definitions;
  const local = new Map(layers.filter((layer) => layer.package === localPackage).map((layer) => [keyOf(layer), layer]));
  const problems: DefinitionProblem[] = [];
  for (const edit of edits) {
    const { kind, name } = edit;
    const key = keyOf(edit);
    const owner = base.find((definition) => definition.kind === kind && definition.name === name);
    const document = edit.document && owner ? asPatch(edit.document, owner) : edit.document;
    if (document) {
      local.set(key, { kind, name, package: localPackage, document });
    } else if (!local.delete(key) && edit.document === null) {
      const message = owner
        ? `The ${kind} "${name}" belongs to package ${owner.package}; it can be changed here, but not removed.`
        : `There is no ${kind} "${name}".`;
      problems.push({ kind, name, pointer: '', message });
    }
  }
  return { layers: [...others, ...local.values()], problems };
}

/** Undefined when the document says nothing that its owner does not say. */
function asPatch(document: Definition['document'], owner: Definition): Definition['document'] | undefined {
  if (document['x-patch'] === true) return document;
  const patch = patchFrom(owner.document, document);
  if (!patch) return undefined;
  const { $schema = `kiln:${owner.kind}`, $id = owner.name } = document;
  return { $schema, $id, 'x-patch': true, ...patch };
}

function keyOf({ kind, name }: { kind: string; name: string }): string {
  return JSON.stringify([kind, name]);
}
