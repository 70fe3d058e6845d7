import { checkDefinitions } from '../definitions/checkDefinitions.ts';
import { type LayerConflict, layerConflict } from '../definitions/layerConflict.ts';
import { mergeLayers } from '../definitions/layers.ts';
import { fromPointer, valueAt } from '../definitions/pointer.ts';
import type { Definition, DefinitionProblem } from '../definitions/types.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { kinds } from '../model/kinds.ts';

export interface SetAside {
  readonly layers: readonly Definition[];
  readonly conflicts: readonly LayerConflict[];
}

/**
 * Takes out of the packages `owners` what makes definitions wrong since the packages below are others: the member that
 * is wrong, or a patch or document that makes others wrong. An upgrade is not held up by what was changed here, and
 * history has what was taken out. Rights never grow by it. Undefined when they are not to blame.
 */
export function setAside(
  layers: readonly Definition[],
  problems: readonly DefinitionProblem[],
  owners: ReadonlySet<string>,
): SetAside | undefined {
  const { definitions } = mergeLayers(layers, kinds);
  let left = layers;
  const conflicts: LayerConflict[] = [];
  for (const problem of problems) {
    const wrong = definitions.find(({ kind, name }) => kind === problem.kind && name === problem.name);
    const path = fromPointer(problem.pointer);
    const layer = [wrong, ...(wrong?.patches ?? [])].findLast(
      (each) => each && owners.has(each.package) && !isManaged(each) && hasSay(each, path),
    );
    const current = left.find((each) => layer && isSame(each, layer));
    if (!layer || !current) continue;
    const place = placeOf(layer, path);
    const ours = valueAt(layer.document, place);
    if (place.length > 0 && valueAt(current.document, place) === undefined) continue;
    left = left.flatMap((each) => (each === current ? withoutMember(current, place) : [each]));
    conflicts.push(explain(layer, place, ours, problem.message));
  }
  return conflicts.length > 0 ? { layers: left, conflicts } : leaveOutOne(layers, problems, owners);
}

/**
 * The one document without which these problems are fewest; what needs it is next. Entities of our own stay, because
 * their tables would go out of sight; roles, because rights could grow.
 */
function leaveOutOne(
  layers: readonly Definition[],
  problems: readonly DefinitionProblem[],
  owners: ReadonlySet<string>,
): SetAside | undefined {
  const candidates = layers.filter(
    (layer) =>
      owners.has(layer.package) &&
      !isManaged(layer) &&
      layer.kind !== 'role' &&
      (layer.kind !== 'entity' || layer.document['x-patch'] === true),
  );
  const wrong = new Set(problems.map(keyOf));
  const counted = candidates.map((layer) => {
    const found = checkDefinitions(mergeLayers(without(layers, layer), kinds).definitions, kinds);
    return { layer, left: found.filter((problem) => wrong.has(keyOf(problem))).length, all: found.length };
  });
  const [best] = counted.toSorted((a, b) => a.left - b.left || a.all - b.all);
  const left = best && best.left < wrong.size ? best.layer : undefined;
  if (!left) return undefined;
  const reason = problems
    .map(({ message }) => message)
    .slice(0, 3)
    .join(' ');
  return { layers: without(layers, left), conflicts: [explain(left, [], left.document, reason)] };
}

function keyOf({ kind, name, pointer, message }: DefinitionProblem): string {
  return JSON.stringify([kind, name, pointer, message]);
}

function without(layers: readonly Definition[], gone: Definition): Definition[] {
  return layers.filter((layer) => layer !== gone);
}

/** Of a field also where the package's keyword does not go with what the patch makes of the field. */
function hasSay({ kind, document }: Definition, path: readonly string[]): boolean {
  if (document['x-patch'] !== true) return true;
  if (kind === 'entity' && path[0] === 'properties') return valueAt(document, path.slice(0, 2)) !== undefined;
  for (let length = path.length; length > 0; length--) {
    const value = valueAt(document, path.slice(0, length));
    if (value !== undefined) return length === path.length || !isObject(value);
  }
  return false;
}

/** What of a document goes with what is wrong in it; empty: all of it. */
function placeOf({ kind, document }: Definition, path: readonly string[]): readonly string[] {
  const isPatch = document['x-patch'] === true;
  if (kind === 'role' && path[0] === 'entities') return path.slice(0, 2);
  if (kind === 'entity' && path[0] === 'properties') {
    const isKeyword = isPatch && valueAt(document, path.slice(0, 3)) !== undefined;
    return path.slice(0, isKeyword ? 3 : 2);
  }
  return isPatch || kind === 'entity' || kind === 'locale' || kind === 'role' ? path.slice(0, 1) : [];
}

function withoutMember(layer: Definition, place: readonly string[]): Definition[] {
  if (place.length === 0) return [];
  // Without an entry the patched role would give again what the patch took away.
  const isRight = layer.kind === 'role' && layer.document['x-patch'] === true && place[0] === 'entities';
  return [{ ...layer, document: changed(layer.document, place, isRight ? null : undefined) }];
}

function changed(value: JsonObject, [key = '', ...rest]: readonly string[], to: null | undefined): JsonObject {
  const member: Json | undefined = value[key];
  const { [key]: _gone, ...others } = value;
  if (rest.length > 0) return isObject(member) ? { ...others, [key]: changed(member, rest, to) } : value;
  return to === undefined ? others : { ...others, [key]: to };
}

function explain(layer: Definition, place: readonly string[], ours: Json | undefined, reason: string): LayerConflict {
  const message = `This does not fit the packages below any more and was taken out: ${reason}`;
  return layerConflict(layer, place, { code: 'setAside', params: { reason }, message, ours });
}

function isManaged({ kind }: Definition): boolean {
  return kinds.some(({ name, managed }) => name === kind && managed);
}

function isSame(a: Definition, b: Definition): boolean {
  return a.kind === b.kind && a.name === b.name && a.package === b.package;
}
