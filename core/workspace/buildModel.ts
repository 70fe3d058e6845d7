import type { LayerConflict } from '../definitions/layerConflict.ts';
import { mergeLayers } from '../definitions/layers.ts';
import type { Definition } from '../definitions/types.ts';
import { compile } from '../model/compile.ts';
import { kinds } from '../model/kinds.ts';
import type { Model } from '../model/types.ts';

export interface BuiltModel {
  readonly model: Model;
  /** The documents it was made of, in the order in which the store gives them. */
  readonly layers: readonly Definition[];
  readonly conflicts: readonly LayerConflict[];
}

/** The model of all packages' documents. Throws KILN_BAD_DEFINITION with every problem. */
export function buildModel(documents: readonly Definition[]): BuiltModel {
  const layers = [...documents].sort(
    (a, b) => order(a.package, b.package) || order(a.kind, b.kind) || order(a.name, b.name),
  );
  const { definitions, conflicts } = mergeLayers(layers, kinds);
  return { model: compile(definitions), layers, conflicts };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
