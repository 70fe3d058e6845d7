import type { Definition } from '../../definitions/types.ts';
import { canonicalJson } from '../../lib/json.ts';
import type { DefinitionEdit } from '../../workspace/changeSetInput.ts';
import { localPackage } from '../../workspace/editLayers.ts';

/** What makes package `local` of `layers` say what `files` do. */
export function localEdits(layers: readonly Definition[], files: readonly Definition[]): DefinitionEdit[] {
  const before = new Map(
    layers.filter((layer) => layer.package === localPackage).map((layer) => [keyOf(layer), layer]),
  );
  const changed = files.filter((file) => {
    const old = before.get(keyOf(file));
    before.delete(keyOf(file));
    return !old || canonicalJson(old.document) !== canonicalJson(file.document);
  });
  return [
    ...[...before.values()].map(({ kind, name }) => ({ kind, name, document: null })),
    ...changed.map(({ kind, name, document }) => ({ kind, name, document })),
  ];
}

function keyOf({ kind, name }: Definition): string {
  return JSON.stringify([kind, name]);
}
