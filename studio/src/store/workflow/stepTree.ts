import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';

/** Keys that lead from a document to a part of it. */
export type DocumentPath = readonly (string | number)[];

/** Where a step may be put: before which one of a list; its length: after all of them. */
export interface StepSpot {
  readonly list: DocumentPath;
  readonly index: number;
}

/** Steps inside of a step. */
export interface Branch {
  readonly kind: 'then' | 'else' | 'case' | 'default' | 'each' | 'parallel' | 'try' | 'catch' | 'compensate';
  /** From the step to the list. */
  readonly path: DocumentPath;
  readonly steps: readonly Json[];
  /** The value of a case, the title of a parallel branch. */
  readonly says?: Json;
}

/** A step where it stands. What the server would not accept is read as far as it goes. */
export interface PlacedStep {
  readonly step: JsonObject;
  readonly path: DocumentPath;
  /** Its id; its JSON pointer where it has none, or one that another step has before it. */
  readonly key: string;
  readonly depth: number;
}

/** How a step leads the flow, in the order in which it is told by their members. */
const flowKinds = ['if', 'switch', 'forEach', 'try', 'parallel'] as const;
export type FlowKind = (typeof flowKinds)[number];

/** What a step is: the name in its `do`, or how it leads the flow; '' where it says neither. */
export function stepKind(step: JsonObject): string {
  if (typeof step.do === 'string') return step.do;
  return flowKinds.find((kind) => step[kind] !== undefined) ?? '';
}

export function isKnownFlow(kind: string): kind is FlowKind {
  return flowKinds.some((each) => each === kind);
}

export function stepId(step: JsonObject): string {
  return typeof step.id === 'string' ? step.id : '';
}

/** The branches that a step has, or may have, in the order in which they are shown. */
export function branchesOf(step: JsonObject): Branch[] {
  const undo: Branch[] = Array.isArray(step.compensate) ? [branch('compensate', ['compensate'], step.compensate)] : [];
  switch (stepKind(step)) {
    case 'if':
      return [branch('then', ['then'], step.then), branch('else', ['else'], step.else)];
    case 'switch':
      return [
        ...list(step.cases).map((item, at) => {
          const { is, steps } = isObject(item) ? item : {};
          return { ...branch('case', ['cases', at, 'steps'], steps), says: is ?? null };
        }),
        branch('default', ['default'], step.default),
      ];
    case 'forEach':
      return [branch('each', ['steps'], step.steps)];
    case 'parallel':
      return list(step.parallel).map((item, at) => {
        const { id, title, steps } = isObject(item) ? item : {};
        return { ...branch('parallel', ['parallel', at, 'steps'], steps), says: title ?? id ?? '' };
      });
    case 'try':
      return [branch('try', ['try'], step.try), branch('catch', ['catch'], step.catch)];
    default:
      return undo;
  }
}

/** All steps of a workflow as one reads them: what is inside of a step comes after it. */
export function allSteps(document: JsonObject): PlacedStep[] {
  const found: PlacedStep[] = [];
  const taken = new Set<string>();
  function visit(steps: readonly Json[], path: DocumentPath, depth: number): void {
    for (const [at, step] of steps.entries()) {
      if (!isObject(step)) continue;
      const own = [...path, at];
      const id = stepId(step);
      const key = id === '' || taken.has(id) ? pointerOf(own) : id;
      taken.add(key);
      found.push({ step, path: own, key, depth });
      for (const inner of branchesOf(step)) visit(inner.steps, [...own, ...inner.path], depth + 1);
    }
  }
  visit(list(document.steps), ['steps'], 0);
  return found;
}

export function findStep(document: JsonObject, key: string): PlacedStep | undefined {
  return allSteps(document).find((each) => each.key === key);
}

/** The step that a place of the document belongs to, the innermost; undefined: none. */
export function stepAt(document: JsonObject, path: DocumentPath): PlacedStep | undefined {
  return allSteps(document).findLast((each) => startsWith(path, each.path));
}

/** Every spot as one reads them: before a step, inside of it, after it. */
export function allSpots(document: JsonObject): StepSpot[] {
  const found: StepSpot[] = [];
  function visit(steps: readonly Json[], path: DocumentPath): void {
    for (const [index, step] of steps.entries()) {
      found.push({ list: path, index });
      if (!isObject(step)) continue;
      for (const inner of branchesOf(step)) visit(inner.steps, [...path, index, ...inner.path]);
    }
    found.push({ list: path, index: steps.length });
  }
  visit(list(document.steps), ['steps']);
  return found;
}

/** Whether a path lies at or below another. */
export function startsWith(path: DocumentPath, start: DocumentPath): boolean {
  return start.length <= path.length && start.every((key, at) => String(key) === String(path[at]));
}

export function isSamePath(one: DocumentPath, other: DocumentPath): boolean {
  return one.length === other.length && startsWith(one, other);
}

export function pointerOf(path: DocumentPath): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function branch(kind: Branch['kind'], path: DocumentPath, steps: Json | undefined): Branch {
  return { kind, path, steps: list(steps) };
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
