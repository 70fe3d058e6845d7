import { definitionId } from '../definitions/kind.ts';
import { layerFrom } from '../definitions/layerFrom.ts';
import { mergeLayers, targetOf } from '../definitions/layers.ts';
import type { Definition, DefinitionProblem } from '../definitions/types.ts';
import { said } from '../errors/said.ts';
import { kinds } from '../model/kinds.ts';
import type { DefinitionEdit } from './changeSetInput.ts';

export interface EditedLayers {
  readonly layers: readonly Definition[];
  readonly problems: readonly DefinitionProblem[];
}

/** The package of what this installation changed by itself. */
export const localPackage = 'local';

/**
 * The layers after edits to package `local`. A whole document that another package owns becomes a patch against that one,
 * so that its upgrades still arrive; null takes back what `local` says. A document with the x-id of a definition and
 * another name renames it; null for the old name, beside it, says nothing more.
 */
export function editLayers(layers: readonly Definition[], edits: readonly DefinitionEdit[]): EditedLayers {
  const others = layers.filter((layer) => layer.package !== localPackage);
  const base = mergeLayers(others, kinds).definitions;
  const local = new Map(
    layers
      .filter((layer) => layer.package === localPackage)
      .map((layer) => [keyOf(isPatch(layer) ? (targetOf(layer, base) ?? layer) : layer), layer]),
  );
  const problems: DefinitionProblem[] = [];
  const isManaged = ({ kind }: DefinitionEdit): boolean => kinds.some((each) => each.name === kind && each.managed);
  problems.push(...edits.filter(isManaged).map(isKilns));
  for (const edit of edits
    .filter((each) => !isManaged(each))
    .toSorted((a, b) => Number(a.document !== null) - Number(b.document !== null))) {
    const owner = ownerOf(edit, base, local);
    const key = keyOf(owner ?? edit);
    const document = edit.document && owner ? layerFrom(owner, edit.document) : edit.document;
    if (document) {
      const { kind, name } = edit;
      local.set(key, { kind, name, package: localPackage, document });
    } else if (!local.delete(key) && edit.document === null && !edits.some((other) => renames(other, owner))) {
      problems.push(cannotRemove(edit, owner));
    }
  }
  return { layers: [...others, ...local.values()], problems };
}

/** The definition of another package that an edit is about: by its name, in other packages or here, or by its x-id. */
function ownerOf(
  { kind, name, document }: DefinitionEdit,
  base: readonly Definition[],
  local: ReadonlyMap<string, Definition>,
): Definition | undefined {
  const ofKind = base.filter((definition) => definition.kind === kind);
  const renamed = ofKind.find((each) => local.get(keyOf(each))?.name === name && each.name !== name);
  if (renamed) return renamed;
  const id = document?.['x-id'];
  return (
    (typeof id === 'string' ? ofKind.find((each) => definitionId(each) === id) : undefined) ??
    ofKind.find((each) => each.name === name)
  );
}

function renames({ kind, name, document }: DefinitionEdit, owner: Definition | undefined): boolean {
  return document !== null && owner?.kind === kind && owner.name !== name && document['x-id'] === definitionId(owner);
}

function isKilns({ kind, name }: DefinitionEdit): DefinitionProblem {
  const words = said`A ${kind} is installed, changed and removed by Kiln itself, under /api/plugins.`;
  return { kind, name, pointer: '', ...words };
}

function cannotRemove({ kind, name }: DefinitionEdit, owner: Definition | undefined): DefinitionProblem {
  const words = owner
    ? said`The ${kind} "${name}" belongs to package ${owner.package}; it can be changed here, but not removed.`
    : said`There is no ${kind} "${name}".`;
  return { kind, name, pointer: '', ...words };
}

function isPatch({ document }: Definition): boolean {
  return document['x-patch'] === true;
}

function keyOf({ kind, name }: { kind: string; name: string }): string {
  return JSON.stringify([kind, name]);
}
