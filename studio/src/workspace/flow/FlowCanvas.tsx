import '@xyflow/react/dist/base.css';
import {
  Background,
  Controls,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  ViewportPortal,
} from '@xyflow/react';
import { type MouseEvent as ReactMouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FlowLayout, layoutWorkflow, type SpotBox } from '../../store/workflow/layoutWorkflow.ts';
import { isBeside, isInside } from '../../store/workflow/stepEdits.ts';
import { BranchLabels } from './BranchLabels.tsx';
import canvas from './canvas.module.css';
import styles from './FlowCanvas.module.css';
import { FlowContext } from './FlowContext.ts';
import { FlowLines } from './FlowLines.tsx';
import { type FlowNode, nodesOf, nodeTypes, sameNodes } from './flowNodes.tsx';
import { type FlowProps, triggerKey } from './flowTypes.ts';
import { useFlowKeys } from './useFlowKeys.ts';

/** The steps of a workflow as a map that is laid out by itself; with `editing` they are dragged, added and removed in it. */
export function FlowCanvas(props: FlowProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

/** How near the middle of what is dragged has to come to a spot, px. */
const reach = { across: 170, down: 46 };
const padding = { top: '64px', right: '32px', bottom: '32px', left: '32px' } as const;
/** What is higher than the window begins at its top: below four fifths, nobody reads it. */
const fit = { maxZoom: 1, minZoom: 0.8, padding };
const all = { maxZoom: 1, padding, duration: 200 };
/** Below what lies over the canvas, px. */
const top = 64;

const minimapSize = { width: 150, height: 112 };

interface Dragged {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

function Canvas(props: FlowProps) {
  const { document, editing, selected } = props;
  const { t } = useTranslation();
  const flow = useReactFlow<FlowNode>();
  const root = useRef<HTMLElement>(null);
  const layout = useMemo(() => layoutWorkflow(document), [document]);
  const latest = useRef(layout);
  latest.current = layout;
  const [dragged, setDragged] = useState<Dragged>();
  const target = dragged && targetOf(layout, dragged);
  const isEdited = editing !== undefined;
  const drawn = useRef<FlowNode[]>([]);
  const nodes = useMemo(
    () => sameNodes(drawn.current, nodesOf(layout, isEdited, dragged)),
    [layout, isEdited, dragged],
  );
  drawn.current = nodes;
  const press = useFlowKeys(root, props);
  const context = useMemo(() => ({ ...props, target: target?.id, selectsOnFocus: true }), [props, target?.id]);

  function change(changes: NodeChange<FlowNode>[]) {
    for (const each of changes) {
      if (each.type !== 'position' || !each.dragging || !each.position) continue;
      setDragged({ key: each.id, ...each.position });
    }
  }
  function drop() {
    const moved = dragged && layout.steps.find(({ placed }) => placed.key === dragged.key);
    if (moved && target) editing?.move(moved.placed.path, target.spot);
    setDragged(undefined);
  }
  const reveal = useCallback(
    (id: string | undefined) => {
      const box = boxOf(latest.current, id);
      const shown = root.current;
      if (!box || !shown) return;
      const { x, y, zoom } = flow.getViewport();
      const left = box.x * zoom + x;
      const up = box.y * zoom + y;
      const isInSight =
        left >= 0 &&
        up >= 0 &&
        left + box.width * zoom <= shown.clientWidth &&
        up + box.height * zoom <= shown.clientHeight;
      if (!isInSight) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: 150 });
    },
    [flow],
  );
  const looked = selected?.kind === 'trigger' ? triggerKey : selected?.key;
  // What was chosen elsewhere comes into sight, and what has the focus.
  useEffect(() => reveal(looked), [reveal, looked]);
  function follow({ target: focused }: { target: EventTarget }) {
    if (focused instanceof HTMLElement && focused.matches(':focus-visible')) reveal(focused.dataset.node);
  }

  return (
    <FlowContext value={context}>
      <section
        ref={root}
        className={`${canvas.canvas} ${styles.canvas}`}
        aria-label={t('flow.canvas')}
        aria-description={editing ? t('flow.keys') : undefined}
        onFocus={follow}
        {...press}
      >
        <ReactFlow<FlowNode>
          nodes={nodes}
          nodeTypes={nodeTypes}
          onNodesChange={change}
          onNodeDragStop={drop}
          onInit={(instance) => void begin(instance, layout, root.current).then(() => reveal(looked))}
          onPaneClick={stopTyping}
          minZoom={0.1}
          maxZoom={1.6}
          nodesDraggable={editing !== undefined}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          nodeDragThreshold={5}
          selectNodesOnDrag={false}
          elementsSelectable={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          zoomOnDoubleClick={false}
          panOnScroll
          ariaLabelConfig={{
            'controls.ariaLabel': t('flow.controls'),
            'controls.zoomIn.ariaLabel': t('flow.zoomIn'),
            'controls.zoomOut.ariaLabel': t('flow.zoomOut'),
            'controls.fitView.ariaLabel': t('flow.fitView'),
            'minimap.ariaLabel': t('flow.minimap'),
          }}
        >
          <ViewportPortal>
            <FlowLines layout={layout} />
            <BranchLabels labels={layout.labels} document={document} />
          </ViewportPortal>
          <Background gap={24} color="var(--k-line)" />
          <Controls showInteractive={false} fitViewOptions={all} className={canvas.controls ?? ''} />
          {layout.steps.length > 12 ? (
            <MiniMap
              pannable
              zoomable
              className={canvas.minimap ?? ''}
              style={minimapSize}
              nodeColor={({ type }) => (type === 'step' ? 'var(--k-line-strong)' : 'transparent')}
              maskColor="rgb(128 128 140 / 0.18)"
            />
          ) : null}
        </ReactFlow>
      </section>
    </FlowContext>
  );
}

/** The whole workflow where it can be read so; else its beginning. */
function begin(
  flow: ReturnType<typeof useReactFlow<FlowNode>>,
  { bounds }: FlowLayout,
  root: HTMLElement | null,
): Promise<boolean> {
  const { clientWidth = 0, clientHeight = 0 } = root ?? {};
  const zoom = Math.min(1, (clientWidth - 64) / bounds.width, (clientHeight - 96) / bounds.height);
  if (zoom >= fit.minZoom) return flow.fitView(fit);
  const near = Math.min(1, Math.max(fit.minZoom, (clientWidth - 64) / bounds.width));
  // What is too wide, too, begins with the trigger in the middle.
  const middle = bounds.width * near > clientWidth ? 0 : bounds.x + bounds.width / 2;
  return flow.setViewport({ x: clientWidth / 2 - middle * near, y: top, zoom: near });
}

function targetOf(layout: FlowLayout, dragged: Dragged): SpotBox | undefined {
  const own = layout.steps.find(({ placed }) => placed.key === dragged.key);
  if (!own) return undefined;
  const middle = { x: dragged.x + own.width / 2, y: dragged.y + own.height / 2 };
  const { path } = own.placed;
  const near = layout.spots
    .filter(({ spot }) => !isInside(spot, path) && !isBeside(spot, path))
    .map((spot) => ({
      spot,
      across: Math.abs(spot.x + spot.width / 2 - middle.x),
      down: Math.abs(spot.y + spot.height / 2 - middle.y),
    }))
    .filter(({ across, down }) => across < reach.across && down < reach.down)
    .sort((one, other) => one.down + one.across / 4 - (other.down + other.across / 4));
  return near[0]?.spot;
}

function boxOf(layout: FlowLayout, id: string | undefined) {
  if (id === undefined) return undefined;
  if (id === triggerKey) return layout.trigger;
  return layout.steps.find(({ placed }) => placed.key === id) ?? layout.spots.find((spot) => spot.id === id);
}

/** The canvas takes the pointer without taking the focus. */
function stopTyping(event: ReactMouseEvent) {
  const { activeElement } = event.currentTarget.ownerDocument;
  if (activeElement instanceof HTMLElement) activeElement.blur();
}
