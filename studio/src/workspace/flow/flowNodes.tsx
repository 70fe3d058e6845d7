import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Box, FlowLayout, FrameBox, SpotBox, StepBox } from '../../store/workflow/layoutWorkflow.ts';
import { startsWith } from '../../store/workflow/stepTree.ts';
import styles from './FlowCanvas.module.css';
import { triggerKey } from './flowTypes.ts';
import { SpotButton } from './SpotButton.tsx';
import { StepButton } from './StepButton.tsx';
import { TriggerButton } from './TriggerButton.tsx';

type TriggerNode = Node<Record<string, never>, 'trigger'>;
type StepNode = Node<{ readonly box: StepBox; readonly isAway: boolean }, 'step'>;
type SpotNode = Node<{ readonly box: SpotBox }, 'spot'>;
type FrameNode = Node<{ readonly box: FrameBox }, 'frame'>;
type EndNode = Node<Record<string, never>, 'end'>;
export type FlowNode = TriggerNode | StepNode | SpotNode | FrameNode | EndNode;

interface Dragged {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

/** What is drawn, in the order in which one reads it: that is the way of the Tab key. */
export function nodesOf(layout: FlowLayout, isEdited: boolean, dragged: Dragged | undefined): FlowNode[] {
  const moved = layout.steps.find(({ placed }) => placed.key === dragged?.key)?.placed.path;
  const frames = layout.frames.map((box): FrameNode => {
    return { id: `frame ${box.of} ${box.kind}`, type: 'frame', data: { box }, zIndex: -2, ...still(box) };
  });
  const steps = layout.steps.map((box): StepNode => {
    const { key, path } = box.placed;
    const isAway = moved !== undefined && startsWith(path, moved);
    const at = dragged?.key === key ? dragged : box;
    return {
      ...{ id: key, type: 'step', data: { box, isAway }, zIndex: dragged?.key === key ? 10 : 0 },
      ...{ position: { x: at.x, y: at.y }, width: box.width, height: box.height, draggable: isEdited },
    };
  });
  const spots = isEdited
    ? layout.spots.map((box): SpotNode => ({ id: box.id, type: 'spot', data: { box }, ...still(box) }))
    : [];
  const inOrder = [...steps, ...spots].sort((one, other) => compare(orderOf(one), orderOf(other)));
  const end = layout.end ? [{ id: '/end', type: 'end', data: {}, ...still(layout.end) } satisfies EndNode] : [];
  return [...frames, { id: triggerKey, type: 'trigger', data: {}, ...still(layout.trigger) }, ...inOrder, ...end];
}

/** The nodes, those that are as before the same objects: nothing of them is drawn anew. */
export function sameNodes(before: readonly FlowNode[], next: readonly FlowNode[]): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return next.map((node) => {
    const same = known.get(node.id);
    return same && isSameNode(same, node) ? same : node;
  });
}

function isSameNode(one: FlowNode, other: FlowNode): boolean {
  const isThere = one.position.x === other.position.x && one.position.y === other.position.y;
  const isAsLarge = one.width === other.width && one.height === other.height;
  if (!isThere || !isAsLarge || one.zIndex !== other.zIndex || one.draggable !== other.draggable) return false;
  if (one.type === 'step' && other.type === 'step')
    return one.data.box.placed.step === other.data.box.placed.step && one.data.isAway === other.data.isAway;
  if (one.type === 'spot' && other.type === 'spot') return one.data.box.isEmpty === other.data.box.isEmpty;
  return one.type === other.type;
}

function still({ x, y, width, height }: Box) {
  return { position: { x, y }, width, height, draggable: false };
}

type Order = readonly (string | number)[];

/** A spot comes before the step that it is before; what is inside of a step after it. */
function orderOf(node: StepNode | SpotNode): Order {
  if (node.type === 'step') return [...node.data.box.placed.path, -1];
  const { list, index } = node.data.box.spot;
  return [...list, index, -2];
}

/** Branches of a step in the order of its members, which is not that of their names. */
const members = ['steps', 'then', 'cases', 'parallel', 'try', 'else', 'default', 'catch', 'compensate'];

function compare(one: Order, other: Order): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const [left, right] = [one[at] ?? -3, other[at] ?? -3];
    if (left === right) continue;
    const rank = (key: string | number) => (typeof key === 'number' ? key : members.indexOf(key));
    return rank(left) - rank(right);
  }
  return 0;
}

const Step = memo(function Step({ data: { box, isAway } }: NodeProps<StepNode>) {
  return (
    <div className={isAway ? styles.away : undefined}>
      <StepButton placed={box.placed} />
    </div>
  );
});

const Spot = memo(function Spot({ data: { box } }: NodeProps<SpotNode>) {
  return <SpotButton spot={box.spot} id={box.id} isEmpty={box.isEmpty} />;
});

const Frame = memo(function Frame({ data: { box } }: NodeProps<FrameNode>) {
  const { width, height, kind } = box;
  return <div className={`${styles.frame} ${kind === 'compensate' ? styles.aside : ''}`} style={{ width, height }} />;
});

export const nodeTypes = {
  trigger: TriggerButton,
  step: Step,
  spot: Spot,
  frame: Frame,
  end: () => <span className={styles.end} aria-hidden />,
};
