import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { isObject, type JsonObject } from '../../../../core/lib/json.ts';
import { layoutWorkflow, spotId } from '../../store/workflow/layoutWorkflow.ts';
import { besideSpot, pathAfterMove, stepSpot } from '../../store/workflow/stepEdits.ts';
import {
  allSteps,
  type DocumentPath,
  type PlacedStep,
  pointerOf,
  type StepSpot,
  stepId,
} from '../../store/workflow/stepTree.ts';
import { type FlowProps, triggerKey } from './flowTypes.ts';

type Direction = 'up' | 'down' | 'left' | 'right';

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/**
 * Steps by keyboard: arrows go between them, with Alt they move one, over the edges of branches; Insert, Delete, ⌘D;
 * and copy, cut and paste as JSON, from anywhere to anywhere. The focus stays on what was moved.
 */
export function useFlowKeys(root: RefObject<HTMLElement | null>, props: FlowProps) {
  const { document, editing, selected } = props;
  /** Where what will have the focus stands in the next document. */
  const focusAt = useRef<string>(undefined);
  useEffect(() => {
    if (focusAt.current === undefined) return;
    const placed = allSteps(document).find(({ path }) => pointerOf(path) === focusAt.current);
    focusAt.current = undefined;
    focusNode(root.current, placed?.key ?? triggerKey);
  }, [document, root]);

  function move(placed: PlacedStep, direction: Direction): void {
    const by = direction === 'up' || direction === 'left' ? -1 : 1;
    const isSideways = direction === 'left' || direction === 'right';
    const spot = (isSideways ? besideSpot : stepSpot)(document, placed.path, by);
    if (!spot || !editing) return;
    focusAt.current = pointerOf(pathAfterMove(placed.path, spot));
    editing.move(placed.path, spot);
  }
  function remove(placed: PlacedStep): void {
    const steps = allSteps(document);
    const at = steps.findIndex(({ key }) => key === placed.key);
    const before = steps[at - 1];
    // What follows takes its place; where nothing does, one goes back.
    const isFollowed = steps.some(({ path }) => pointerOf(path) === pointerOf(next(placed.path)));
    focusAt.current = isFollowed ? pointerOf(placed.path) : before ? pointerOf(before.path) : triggerKey;
    editing?.remove(placed);
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const node = nodeAt(event.target);
    if (node === undefined || event.defaultPrevented || event.nativeEvent.isComposing) return;
    const placed = allSteps(document).find(({ key }) => key === node);
    const direction = arrows[event.key];
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (direction && isPlain) {
      const to = nearest(document, node, direction);
      if (to !== undefined) focusNode(root.current, to);
    } else if (direction && event.altKey && placed && editing) move(placed, direction);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && placed && editing) remove(placed);
    else if (event.key === 'Insert' && editing) open(root.current, after(placed));
    else if (event.key.toLowerCase() === 'd' && (event.metaKey || event.ctrlKey) && placed && editing) {
      focusAt.current = pointerOf(next(placed.path));
      editing.duplicate(placed);
    } else if (event.key === 'Enter' && isPlain && isSelected(node, selected)) editing?.inspect();
    else return;
    event.preventDefault();
  }
  function copy(event: ClipboardEvent<HTMLElement>): PlacedStep | undefined {
    const node = nodeAt(event.target) ?? nodeAt(event.currentTarget.ownerDocument.activeElement);
    const placed = allSteps(document).find(({ key }) => key === node);
    if (!placed || !window.getSelection()?.isCollapsed) return undefined;
    event.clipboardData.setData('text/plain', JSON.stringify(placed.step, null, 2));
    event.preventDefault();
    return placed;
  }
  function paste(event: ClipboardEvent<HTMLElement>): void {
    const node = nodeAt(event.target) ?? nodeAt(event.currentTarget.ownerDocument.activeElement);
    if (node === undefined || !editing) return;
    const steps = readSteps(event.clipboardData.getData('text/plain'));
    if (steps.length === 0) return;
    event.preventDefault();
    const spot = after(allSteps(document).find(({ key }) => key === node));
    focusAt.current = pointerOf([...spot.list, spot.index]);
    editing.paste(spot, steps);
  }

  return {
    onKeyDown,
    onCopy: (event: ClipboardEvent<HTMLElement>) => void copy(event),
    onCut: (event: ClipboardEvent<HTMLElement>) => {
      const placed = editing && copy(event);
      if (placed) remove(placed);
    },
    onPaste: paste,
  };
}

function isSelected(node: string, selected: FlowProps['selected']): boolean {
  return selected?.kind === 'trigger' ? node === triggerKey : selected?.key === node;
}

function nodeAt(target: EventTarget | null): string | undefined {
  const { node, spot } = target instanceof HTMLElement ? target.dataset : {};
  return spot === undefined ? node : undefined;
}

/** What was just added comes with one of the next frames. */
function focusNode(root: HTMLElement | null, node: string, frames = 10): void {
  const found = root?.querySelector<HTMLElement>(`[data-node="${CSS.escape(node)}"]`);
  if (found) found.focus();
  else if (frames > 0) requestAnimationFrame(() => focusNode(root, node, frames - 1));
}

/** Opens what is chosen from when a step is added. */
function open(root: HTMLElement | null, spot: StepSpot): void {
  root?.querySelector<HTMLElement>(`[data-spot="${CSS.escape(spotId(spot))}"]`)?.click();
}

/** Right behind a step; of none: before the first. */
function after(placed: PlacedStep | undefined): StepSpot {
  if (!placed) return { list: ['steps'], index: 0 };
  return { list: placed.path.slice(0, -1), index: Number(placed.path.at(-1)) + 1 };
}

function next(path: DocumentPath): DocumentPath {
  return path.with(-1, Number(path.at(-1)) + 1);
}

/** The step or trigger that is next in a direction, by the places on the canvas. */
function nearest(document: JsonObject, from: string, direction: Direction): string | undefined {
  const { trigger, steps } = layoutWorkflow(document);
  const boxes = [
    { id: triggerKey, ...trigger },
    ...steps.map(({ placed, ...box }) => ({ id: placed.key, ...box })),
  ].map(({ id, x, y, width, height }) => ({ id, x: x + width / 2, y: y + height / 2 }));
  const own = boxes.find(({ id }) => id === from);
  if (!own) return undefined;
  const found = boxes.flatMap(({ id, x, y }) => {
    const [across, down] = [x - own.x, y - own.y];
    const [ahead, aside] = direction === 'up' || direction === 'down' ? [down, across] : [across, down];
    const forward = direction === 'up' || direction === 'left' ? -ahead : ahead;
    // Up and down everything is reached, whatever its column; sideways only what stands beside.
    const isSideways = direction === 'left' || direction === 'right';
    return forward > 1 ? [{ id, far: forward + Math.abs(aside) * (isSideways ? 3 : 0.4) }] : [];
  });
  return found.sort((one, other) => one.far - other.far)[0]?.id;
}

/** A step, or several, in a text that was copied; of anything else none. */
function readSteps(text: string): JsonObject[] {
  const value = parsed(text);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const steps = list.filter(isObject);
  return steps.length === list.length && steps.every((step) => stepId(step) !== '') ? steps : [];
}

/** undefined: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
