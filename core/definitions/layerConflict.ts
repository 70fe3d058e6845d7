import type { Json, JsonObject } from '../lib/json.ts';
import { toPointer } from './pointer.ts';
import type { Definition, DefinitionProblem } from './types.ts';

/**
 * What became of a wish of a layer.
 * - `noTarget` {name}: there is no such definition (any more); the patch waits for it.
 * - `memberGone` {name}: there is no such field, option or column (any more); the change of it was left out.
 * - `bothChanged` {name}: the packages below changed the same since; ours counts.
 * - `bothRenamed` {was, ours, theirs}: likewise, another name.
 * - `nameTaken` {name, package}: a package below has a definition of that name by now; ours counts.
 * - `otherPackage` {package}: a package before changes the same; the later one counts.
 * - `setAside` {reason}: it does not fit the packages below any more, so it was taken out; history has it.
 */
type LayerConflictCode =
  | 'noTarget'
  | 'memberGone'
  | 'bothChanged'
  | 'bothRenamed'
  | 'nameTaken'
  | 'otherPackage'
  | 'setAside';

/** Something that a layer wanted and did not get, or got against another layer. Shown in the plan; stops nothing. */
export interface LayerConflict extends Omit<DefinitionProblem, 'code' | 'params'> {
  /** Package of the layer. */
  readonly package: string;
  /** What a sentence in any language is made of, together with `params`. */
  readonly code: LayerConflictCode;
  readonly params: JsonObject;
  /** The way to the place as people call what is on it: members of lists by what they say. Absent: as in `pointer`. */
  readonly names?: readonly string[];
  /** What the layer says there. Absent: nothing. */
  readonly ours?: Json;
  /** What the packages below say there. Absent: nothing (any more). */
  readonly theirs?: Json;
}

type Told = Pick<LayerConflict, 'code' | 'params' | 'message'> & {
  readonly ours?: Json | undefined;
  readonly theirs?: Json | undefined;
  readonly names?: readonly string[] | undefined;
};

/** A conflict of a layer at a place in its document. */
export function layerConflict(
  { kind, name, package: owner, file }: Definition,
  path: readonly (string | number)[],
  { ours, theirs, names, ...told }: Told,
): LayerConflict {
  return {
    kind,
    name,
    package: owner,
    ...(file === undefined ? {} : { file }),
    pointer: toPointer(path),
    ...told,
    ...(names === undefined ? {} : { names }),
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
  };
}
