import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import {
  allSteps,
  type Branch,
  branchesOf,
  type DocumentPath,
  type PlacedStep,
  pointerOf,
  type StepSpot,
  stepKind,
} from './stepTree.ts';

/** Places and sizes are px; what others are laid out around has its middle at x = 0. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StepBox extends Box {
  readonly placed: PlacedStep;
}

/** Where a step can be added. */
export interface SpotBox extends Box {
  readonly id: string;
  readonly spot: StepSpot;
  /** Nothing else is in the list. */
  readonly isEmpty: boolean;
}

/** What stands around the steps of a loop, or around those that take back. */
export interface FrameBox extends Box {
  /** The key of the step it belongs to. */
  readonly of: string;
  readonly kind: 'each' | 'compensate';
}

/** By which steps a run is known to have gone along a line. */
interface FlowWay {
  /** The step that it leads on from; undefined: the trigger. */
  readonly after: string | undefined;
  /** The step that it leads into: a run that was there has gone along. */
  readonly into?: string | undefined;
  /** Steps of the other branches: a run that was at one of them has not. */
  readonly unless?: readonly string[];
}

export interface FlowLine extends FlowWay {
  readonly id: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Of what goes another way than a run that goes well. */
  readonly isDashed: boolean;
}

/** What a branch is for, above it. */
export interface BranchLabel {
  readonly id: string;
  readonly step: JsonObject;
  readonly branch: Branch;
  /** Which one of the step's branches it is, from 1. */
  readonly number: number;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface FlowLayout {
  readonly trigger: Box;
  readonly steps: readonly StepBox[];
  readonly spots: readonly SpotBox[];
  readonly frames: readonly FrameBox[];
  readonly lines: readonly FlowLine[];
  readonly labels: readonly BranchLabel[];
  readonly end: Box | undefined;
  /** All of it. */
  readonly bounds: Box;
}

const stepSize = { width: 264, height: 64 };
const spotSize = 22;
const emptySize = { width: 148, height: 34 };
/** Between what stands below each other: room for a spot and what leads to it. */
const gap = 46;
const columnGap = 36;
/** From the foot of a step to where its branches part, and on to the first spot of each. */
const part = 20;
const labelRoom = 42;
const framePad = { side: 20, top: 12, bottom: 0 };
const endSize = 12;

/** How far something reaches to both sides of its middle, and down. */
interface Extent {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

/**
 * Lays a workflow out: steps below each other, branches side by side, loops in a frame. Every list measures itself once from
 * the inside, so that a thousand steps take milliseconds.
 */
export function layoutWorkflow(document: JsonObject): FlowLayout {
  const placed = new Map(allSteps(document).map((each) => [pointerOf(each.path), each]));
  const drawn = new Drawing(placed);
  const trigger = { x: -stepSize.width / 2, y: 0, ...stepSize };
  const steps = Array.isArray(document.steps) ? document.steps : [];
  const tail = drawn.list(steps, ['steps'], 0, stepSize.height, { after: undefined });
  const end = tail.goesOn ? { x: -endSize / 2, y: tail.bottom, width: endSize, height: endSize } : undefined;
  return { trigger, ...drawn.parts(), end, bounds: boundsOf([trigger, ...drawn.boxes(), ...(end ? [end] : [])]) };
}

/** What was drawn of a list: how far down it reaches, and how a run leaves it at its end. */
interface Tail {
  readonly bottom: number;
  /** False: no run goes on from there. */
  readonly goesOn: boolean;
  readonly from: FlowWay;
}

class Drawing {
  readonly #placed: ReadonlyMap<string, PlacedStep>;
  readonly #steps: StepBox[] = [];
  readonly #spots: SpotBox[] = [];
  readonly #frames: FrameBox[] = [];
  readonly #lines: FlowLine[] = [];
  readonly #labels: BranchLabel[] = [];
  readonly #extents = new Map<string, Extent>();

  constructor(placed: ReadonlyMap<string, PlacedStep>) {
    this.#placed = placed;
  }

  parts(): Pick<FlowLayout, 'steps' | 'spots' | 'frames' | 'lines' | 'labels'> {
    return {
      steps: this.#steps,
      spots: this.#spots,
      frames: this.#frames,
      lines: this.#lines,
      labels: this.#labels,
    };
  }

  boxes(): Box[] {
    return [...this.#steps, ...this.#spots, ...this.#frames];
  }

  /** Steps below each other, their middle at x, from y downwards: the line to the first spot begins there. */
  list(steps: readonly Json[], path: DocumentPath, x: number, y: number, start: FlowWay): Tail {
    const known = steps.flatMap((step, at) => {
      const placed = this.#placed.get(pointerOf([...path, at]));
      return isObject(step) && placed ? [{ placed, at }] : [];
    });
    if (known.length === 0) {
      this.#spot({ list: path, index: steps.length }, x, y + (gap - emptySize.height) / 2, true);
      const bottom = y + gap + 12;
      this.#down(x, y, bottom, start);
      return { bottom, goesOn: true, from: start };
    }
    let top = y;
    let from = start;
    for (const { placed, at } of known) {
      this.#spot({ list: path, index: at }, x, top + (gap - spotSize) / 2, false);
      this.#down(x, top, top + gap, { ...from, into: placed.key });
      const tail = this.#step(placed, x, top + gap);
      top = tail.bottom;
      from = tail.from;
      if (!tail.goesOn && at === known.at(-1)?.at) return tail;
    }
    this.#spot({ list: path, index: steps.length }, x, top + (gap - spotSize) / 2, false);
    this.#down(x, top, top + gap, from);
    return { bottom: top + gap, goesOn: true, from };
  }

  #step(placed: PlacedStep, x: number, y: number): Tail {
    const { step, key } = placed;
    this.#steps.push({ placed, x: x - stepSize.width / 2, y, ...stepSize });
    const foot = y + stepSize.height;
    const branches = branchesOf(step);
    const [only] = branches;
    const from = { after: key };
    if (!only) return { bottom: foot, goesOn: stepKind(step) !== 'stop', from };
    if (only.kind === 'compensate') {
      this.#compensation(placed, only, x, y);
      const bottom = y + this.#measureStep(placed).height;
      if (bottom > foot) this.#down(x, foot, bottom, from);
      return { bottom, goesOn: true, from };
    }
    if (only.kind === 'each') return this.#loop(placed, only, x, foot);
    return this.#branches(placed, branches, x, foot);
  }

  #loop(placed: PlacedStep, branch: Branch, x: number, foot: number): Tail {
    const { path, key } = placed;
    const list = [...path, ...branch.path];
    const inner = this.#measureList(branch.steps, list);
    const top = foot + part;
    const left = x - inner.left - framePad.side;
    const width = inner.left + inner.right + 2 * framePad.side;
    const height = framePad.top + inner.height + framePad.bottom;
    const from = { after: key };
    this.#frames.push({ of: key, kind: 'each', x: left, y: top, width, height });
    this.#down(x, foot, top + framePad.top, { ...from, into: this.#first(branch, list) });
    this.list(branch.steps, list, x, top + framePad.top, from);
    this.#label(placed, branch, 1, { x: left + width / 2, y: top, width });
    return { bottom: top + height, goesOn: true, from };
  }

  /** Beside the step: nothing of it happens in a run that goes well. */
  #compensation(placed: PlacedStep, branch: Branch, x: number, y: number): void {
    const { path, key } = placed;
    const list = [...path, ...branch.path];
    const inner = this.#measureList(branch.steps, list);
    const left = x + stepSize.width / 2 + columnGap;
    const width = inner.left + inner.right + 2 * framePad.side;
    const height = framePad.top + inner.height + framePad.bottom;
    const middle = y + stepSize.height / 2;
    const from = { after: key, unless: [key] };
    this.#frames.push({ of: key, kind: 'compensate', x: left, y, width, height });
    const across: FlowLine['points'] = [
      [x + stepSize.width / 2, middle],
      [left, middle],
    ];
    this.#line(across, { ...from, into: this.#first(branch, list) }, true);
    this.list(branch.steps, list, left + framePad.side + inner.left, y + framePad.top, from);
    this.#label(placed, branch, 1, { x: left + width / 2, y, width });
  }

  #branches(placed: PlacedStep, branches: readonly Branch[], x: number, foot: number): Tail {
    const { path, key } = placed;
    const columns = branches.map((branch) => {
      const list = [...path, ...branch.path];
      return { branch, list, extent: this.#measureList(branch.steps, list), first: this.#first(branch, list) };
    });
    const firsts = columns.flatMap(({ first }) => first ?? []);
    const middles = middlesOf(columns.map(({ extent }) => extent));
    const [fork, top] = [foot + part, foot + part + labelRoom];
    const bottom = top + Math.max(...columns.map(({ extent }) => extent.height));
    let goesOn = false;
    for (const [at, { branch, list, extent, first }] of columns.entries()) {
      const middle = x + (middles[at] ?? 0);
      const isDashed = branch.kind === 'catch';
      const unless = branch.kind === 'parallel' ? [] : firsts.filter((other) => other !== first);
      const from = { after: key, unless };
      const out: FlowLine['points'] = [
        [x, foot],
        [x, fork],
        [middle, fork],
        [middle, top],
      ];
      this.#line(out, { ...from, into: first }, isDashed);
      const width = extent.left + extent.right;
      this.#label(placed, branch, at + 1, { x: middle, y: fork + labelRoom / 2, width });
      const tail = this.list(branch.steps, list, middle, top, from);
      goesOn ||= tail.goesOn;
      const back: FlowLine['points'] = [
        [middle, tail.bottom],
        [middle, bottom],
        [x, bottom],
      ];
      if (tail.goesOn) this.#line(back, tail.from, isDashed);
    }
    return { bottom, goesOn, from: { after: key } };
  }

  /** The key of the first step of a branch. */
  #first({ steps }: Branch, list: DocumentPath): string | undefined {
    const at = steps.findIndex(isObject);
    return at < 0 ? undefined : this.#placed.get(pointerOf([...list, at]))?.key;
  }

  #measureList(steps: readonly Json[], path: DocumentPath): Extent {
    const known = steps.flatMap((_, at) => this.#placed.get(pointerOf([...path, at])) ?? []);
    const least = known.length === 0 ? emptySize.width / 2 : stepSize.width / 2;
    const inner = known.map((placed) => this.#measureStep(placed));
    const height = inner.reduce((sum, each) => sum + each.height + gap, 0);
    return {
      left: Math.max(least, ...inner.map(({ left }) => left)),
      right: Math.max(least, ...inner.map(({ right }) => right)),
      height: known.length === 0 ? gap + 12 : height + gap,
    };
  }

  #measureStep(placed: PlacedStep): Extent {
    const known = this.#extents.get(placed.key);
    if (known) return known;
    const extent = this.#extentOf(placed);
    this.#extents.set(placed.key, extent);
    return extent;
  }

  #extentOf({ step, path }: PlacedStep): Extent {
    const half = stepSize.width / 2;
    const branches = branchesOf(step);
    const inner = branches.map((branch) => this.#measureList(branch.steps, [...path, ...branch.path]));
    const [only] = branches;
    const [first] = inner;
    if (!only || !first) return { left: half, right: half, height: stepSize.height };
    const framed = framePad.top + first.height + framePad.bottom;
    const frameWidth = first.left + first.right + 2 * framePad.side;
    if (only.kind === 'compensate')
      return { left: half, right: half + columnGap + frameWidth, height: Math.max(stepSize.height, framed) };
    if (only.kind === 'each') {
      const [left, right] = [first.left + framePad.side, first.right + framePad.side];
      return { left: Math.max(half, left), right: Math.max(half, right), height: stepSize.height + part + framed };
    }
    const middles = middlesOf(inner);
    const reach = inner.map(({ left, right }, at) => [left - (middles[at] ?? 0), right + (middles[at] ?? 0)] as const);
    return {
      left: Math.max(half, ...reach.map(([left]) => left)),
      right: Math.max(half, ...reach.map(([, right]) => right)),
      height: stepSize.height + part + labelRoom + Math.max(...inner.map(({ height }) => height)),
    };
  }

  #spot(spot: StepSpot, x: number, y: number, isEmpty: boolean): void {
    const { width, height } = isEmpty ? emptySize : { width: spotSize, height: spotSize };
    this.#spots.push({ id: spotId(spot), spot, isEmpty, x: x - width / 2, y, width, height });
  }

  #label({ key, step }: PlacedStep, branch: Branch, number: number, place: Pick<Box, 'x' | 'y' | 'width'>): void {
    this.#labels.push({ id: `${key}${pointerOf(branch.path)}`, step, branch, number, ...place });
  }

  #down(x: number, from: number, to: number, way: FlowWay): void {
    const points: FlowLine['points'] = [
      [x, from],
      [x, to],
    ];
    this.#line(points, way);
  }

  #line(points: FlowLine['points'], way: FlowWay, isDashed = false): void {
    const bent = points.filter(([x, y], at) => at === 0 || x !== points[at - 1]?.[0] || y !== points[at - 1]?.[1]);
    this.#lines.push({ id: String(this.#lines.length), points: bent, isDashed, ...way });
  }
}

/** Tells a spot from every other, and from every step. */
export function spotId({ list, index }: StepSpot): string {
  return `+${pointerOf(list)}/${index}`;
}

/** Middles of columns beside each other, so that what they hang from stands in the middle of the first and the last. */
function middlesOf(columns: readonly Extent[]): number[] {
  const middles: number[] = [];
  let left = 0;
  for (const column of columns) {
    middles.push(left + column.left);
    left += column.left + column.right + columnGap;
  }
  const shift = ((middles[0] ?? 0) + (middles.at(-1) ?? 0)) / 2;
  return middles.map((middle) => middle - shift);
}

function boundsOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
