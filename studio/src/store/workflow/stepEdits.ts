import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import { valueAt, withValueAt } from './documentPath.ts';
import { renameStep } from './renameStep.ts';
import {
  allSpots,
  allSteps,
  branchesOf,
  type DocumentPath,
  isSamePath,
  type StepSpot,
  startsWith,
  stepId,
} from './stepTree.ts';

/** Lists that need not be there; without a step in them they say nothing. */
const optional: ReadonlySet<string> = new Set(['else', 'default', 'compensate']);

export function insertStep(document: JsonObject, { list, index }: StepSpot, step: JsonObject): JsonObject {
  return withValueAt(document, list, listAt(document, list).toSpliced(index, 0, step));
}

/** Without a step and all that is inside of it. */
export function removeStep(document: JsonObject, path: DocumentPath): JsonObject {
  const list = path.slice(0, -1);
  const left = listAt(document, list).toSpliced(Number(path.at(-1)), 1);
  const isNothing = left.length === 0 && optional.has(String(list.at(-1)));
  return withValueAt(document, list, isNothing ? undefined : left);
}

/** Takes a step out of its place and puts it before what stands at another now. The same document where that is inside of itself. */
export function moveStep(document: JsonObject, path: DocumentPath, spot: StepSpot): JsonObject {
  const step = valueAt(document, path);
  if (!isObject(step) || isInside(spot, path) || isBeside(spot, path)) return document;
  return removeStep(insertStep(document, spot, step), shifted(path, spot));
}

/** A copy behind a step, all ids in it its own; what is named inside follows. */
export function duplicateStep(document: JsonObject, path: DocumentPath): { document: JsonObject; id: string } {
  const step = valueAt(document, path);
  if (!isObject(step)) return { document, id: '' };
  const copy = freshIds(step, document);
  const spot = { list: path.slice(0, -1), index: Number(path.at(-1)) + 1 };
  return { document: insertStep(document, spot, copy), id: stepId(copy) };
}

/** The step with ids that the document does not have. */
export function freshIds(step: JsonObject, document: JsonObject): JsonObject {
  const taken = new Set(allSteps(document).map((each) => stepId(each.step)));
  const holder = { steps: [step] };
  const ids = [...new Set(allSteps(holder).map((each) => stepId(each.step)))].filter((id) => taken.has(id));
  const next = ids.reduce<JsonObject>((before, id) => {
    const free = freeId(id, taken);
    taken.add(free);
    return renameStep(before, id, free);
  }, holder);
  const [fresh] = listAt(next, ['steps']);
  return isObject(fresh) ? fresh : step;
}

/** An id that no step has: the wanted one, else with a number behind it. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/\d+$/, '').slice(0, 36);
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`;
}

/** One place up or down as one reads the steps, into branches and out of them; undefined: there is none. */
export function stepSpot(document: JsonObject, path: DocumentPath, by: -1 | 1): StepSpot | undefined {
  const spots = allSpots(document).filter((spot) => !isInside(spot, path));
  const own = { list: path.slice(0, -1), index: Number(path.at(-1)) };
  const at = spots.findIndex((spot) => isSameSpot(spot, own));
  return spots[by < 0 ? at - 1 : at + 2];
}

/** The same height in the branch beside it; undefined: there is none. */
export function besideSpot(document: JsonObject, path: DocumentPath, by: -1 | 1): StepSpot | undefined {
  const outer = allSteps(document).findLast((each) => each.path.length < path.length && startsWith(path, each.path));
  if (!outer) return undefined;
  const branches = branchesOf(outer.step);
  const at = branches.findIndex((each) => isSamePath([...outer.path, ...each.path], path.slice(0, -1)));
  const beside = branches[at + by];
  if (at < 0 || !beside) return undefined;
  return { list: [...outer.path, ...beside.path], index: Math.min(Number(path.at(-1)), beside.steps.length) };
}

/** Where a step stands after it was moved to a spot. */
export function pathAfterMove(path: DocumentPath, spot: StepSpot): DocumentPath {
  const from = shifted(path, spot);
  const to = [...spot.list, spot.index];
  const list = from.slice(0, -1);
  const at = to[list.length];
  if (!startsWith(to, list) || at === undefined || Number(at) <= Number(from.at(-1))) return to;
  return to.with(list.length, Number(at) - 1);
}

export function isInside({ list }: StepSpot, path: DocumentPath): boolean {
  return startsWith(list, path);
}

/** Right before or behind the step: it would stay where it is. */
export function isBeside({ list, index }: StepSpot, path: DocumentPath): boolean {
  const at = Number(path.at(-1));
  return isSamePath(list, path.slice(0, -1)) && (index === at || index === at + 1);
}

function isSameSpot(one: StepSpot, other: StepSpot): boolean {
  return one.index === other.index && isSamePath(one.list, other.list);
}

/** Where what stands at a path is, after something was put at a spot. */
function shifted(path: DocumentPath, { list, index }: StepSpot): DocumentPath {
  const at = path[list.length];
  if (!startsWith(path, list) || at === undefined || Number(at) < index) return path;
  return path.with(list.length, Number(at) + 1);
}

function listAt(document: JsonObject, path: DocumentPath): Json[] {
  const list = valueAt(document, path);
  return Array.isArray(list) ? list : [];
}
