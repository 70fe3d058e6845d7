import type { LayerConflict } from '../definitions/layerConflict.ts';
import type { Definition, DefinitionProblem } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Model } from '../model/types.ts';
import { buildModel } from './buildModel.ts';
import type { Dependant } from './changeSetAnswer.ts';
import { localPackage } from './editLayers.ts';
import { fixDependants } from './fixDependants.ts';
import { pluginsIn } from './plugins/pluginLayers.ts';
import { setAside } from './setAside.ts';

export interface FittedLayers {
  readonly layers: readonly Definition[];
  readonly conflicts: readonly LayerConflict[];
  readonly dependants: readonly Dependant[];
}

/**
 * Makes what people changed fit upgraded packages where following renames and removals (fixDependants) is not enough:
 * the packages' documents get the names that people gave to things, and what is wrong even so is set aside. Throws
 * KILN_BAD_DEFINITION when the packages are wrong by themselves.
 * @param before the model before the upgrade
 * @param fixes whose documents give way: `here`, those of plugins, too
 */
export function fitLayers(before: Model, layers: readonly Definition[], fixes: 'here' | 'local'): FittedLayers {
  const conflicts: LayerConflict[] = [];
  const dependants: Dependant[] = [];
  let left = layers;
  for (let isTold = false; ; ) {
    const problems = problemsOf(before, left, fixes);
    if (problems === undefined) return { layers: left, conflicts, dependants };
    const told = isTold ? undefined : tellPackages(left);
    isTold = true;
    if (told) {
      left = told.layers;
      dependants.push(...told.dependants);
      continue;
    }
    const aside =
      setAside(left, problems.list, new Set([localPackage])) ??
      (fixes === 'here' ? setAside(left, problems.list, pluginsIn(left)) : undefined);
    if (!aside) throw problems.error;
    left = aside.layers;
    conflicts.push(...aside.conflicts);
  }
}

/** Patches of the packages' documents where these name what `local` renamed or removed. */
function tellPackages(layers: readonly Definition[]): Omit<FittedLayers, 'conflicts'> | undefined {
  const packages = layers.filter((layer) => layer.package !== localPackage);
  try {
    const { built, dependants } = fixDependants(buildModel(packages).model, layers);
    return { layers: built.layers, dependants };
  } catch (error) {
    badDefinition(error);
    return undefined;
  }
}

interface Problems {
  readonly error: KilnError;
  readonly list: readonly DefinitionProblem[];
}

function problemsOf(before: Model, layers: readonly Definition[], fixes: 'here' | 'local'): Problems | undefined {
  try {
    fixDependants(before, layers, fixes);
    return undefined;
  } catch (thrown) {
    const error = badDefinition(thrown);
    const { problems } = error.extra;
    return { error, list: Array.isArray(problems) ? problems : [] };
  }
}

/** Throws anything else again. */
function badDefinition(error: unknown): KilnError {
  if (error instanceof KilnError && error.code === 'KILN_BAD_DEFINITION') return error;
  throw error;
}
