import '@xyflow/react/dist/base.css';
import { useNavigate } from '@tanstack/react-router';
import {
  Background,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  MiniMap,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EntityIcon } from '../../../ui/EntityIcon.tsx';
import { useIsNarrow } from '../../../ui/useIsNarrow.ts';
import canvas from '../../../workspace/flow/canvas.module.css';
import type { EntityOutline } from '../entityOutlines.ts';
import styles from './EntityMap.module.css';
import { layoutMap } from './layoutMap.ts';

type RelationEdge = Edge<{ readonly title: string }>;
type EntityNode = Node<{ readonly entity: EntityOutline }, 'entity'>;

interface EntityMapProps {
  readonly entities: readonly EntityOutline[];
}

const size = { width: 190, height: 54 };

/** What points where. The list is the same for whoever does not use a pointer; here, too, Tab and Enter open an entity. */
export function EntityMap({ entities }: EntityMapProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const [pointed, setPointed] = useState<string>();
  const { nodes, edges } = useMemo(() => graphOf(entities), [entities]);
  // All titles at once would cover each other.
  const shown = useMemo(() => edges.map((edge) => (touches(edge, pointed) ? lit(edge) : edge)), [edges, pointed]);
  return (
    <section className={`${canvas.canvas} ${styles.map}`} aria-label={t('designer.map')}>
      <ReactFlow
        // Another set of entities is another map, which is fitted into sight.
        key={nodes.map(({ id }) => id).join(' ')}
        nodes={nodes}
        edges={shown}
        onNodeMouseEnter={(_event, node) => setPointed(node.id)}
        onNodeMouseLeave={() => setPointed(undefined)}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.1 }}
        minZoom={0.08}
        maxZoom={1.6}
        nodesConnectable={false}
        nodesDraggable={false}
        edgesFocusable={false}
        onlyRenderVisibleElements={nodes.length > 80}
        onNodeClick={(_event, node) =>
          navigate({ to: '/studio/entities/$name', params: { name: node.data.entity.name } })
        }
        onKeyDown={(event) => {
          const node = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-id]') : null;
          if (event.key !== 'Enter' || !node?.dataset.id) return;
          navigate({ to: '/studio/entities/$name', params: { name: node.dataset.id } });
        }}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('designer.mapNode'),
          'controls.ariaLabel': t('designer.mapControls'),
          'controls.zoomIn.ariaLabel': t('designer.zoomIn'),
          'controls.zoomOut.ariaLabel': t('designer.zoomOut'),
          'controls.fitView.ariaLabel': t('designer.fitView'),
          'minimap.ariaLabel': t('designer.minimap'),
        }}
      >
        <Background gap={24} color="var(--k-line)" />
        <Controls showInteractive={false} className={canvas.controls ?? ''} />
        {isNarrow ? null : (
          <MiniMap
            pannable
            zoomable
            className={canvas.minimap ?? ''}
            nodeColor="var(--k-line-strong)"
            maskColor="rgb(128 128 140 / 0.18)"
          />
        )}
      </ReactFlow>
    </section>
  );
}

const Box = memo(function Box({ data: { entity } }: NodeProps<EntityNode>) {
  const { t } = useTranslation();
  const { title, icon, fields, state } = entity;
  return (
    <div className={`${styles.box} ${styles[state] ?? ''}`} style={size}>
      <Handle type="target" position={Position.Left} className={styles.handle} />
      <span className={styles.icon}>
        <EntityIcon name={icon} />
      </span>
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        <span className={styles.about}>{t('designer.fieldCount', { count: fields })}</span>
      </span>
      <Handle type="source" position={Position.Right} className={styles.handle} />
    </div>
  );
});

const nodeTypes = { entity: Box };

function touches({ source, target }: RelationEdge, name: string | undefined): boolean {
  return name !== undefined && (source === name || target === name);
}

/** A relation of the entity under the pointer. */
function lit(edge: RelationEdge): RelationEdge {
  return { ...edge, label: edge.data?.title, style: { ...edge.style, stroke: 'var(--k-accent)' } };
}

function graphOf(entities: readonly EntityOutline[]): { nodes: EntityNode[]; edges: RelationEdge[] } {
  const names = new Set(entities.map(({ name }) => name));
  // Several relations between the same two are one line with all their titles.
  const lines = new Map<string, { from: string; to: string; titles: string[]; isMany: boolean }>();
  for (const { name, relations } of entities) {
    for (const { targets, title, kind } of relations) {
      // What may point at anything says nothing on a map.
      if (kind === 'polymorphic' && targets.length > 8) continue;
      for (const to of targets) {
        if (!names.has(to) || to === name) continue;
        const line = lines.get(`${name} ${to}`) ?? { from: name, to, titles: [], isMany: false };
        line.titles.push(title);
        line.isMany ||= kind === 'many';
        lines.set(`${name} ${to}`, line);
      }
    }
  }
  const places = layoutMap([...names], [...lines.values()], size);
  return {
    nodes: entities.map((entity) => ({
      id: entity.name,
      type: 'entity',
      position: places.get(entity.name) ?? { x: 0, y: 0 },
      data: { entity },
      ariaLabel: entity.title,
      ...size,
    })),
    edges: [...lines].map(([id, { from, to, titles, isMany }]) => ({
      id,
      source: from,
      target: to,
      data: { title: titles.slice(0, 2).join(', ') + (titles.length > 2 ? ' …' : '') },
      markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--k-text-faint)' },
      style: { stroke: 'var(--k-line-strong)', ...(isMany ? { strokeDasharray: '5 4' } : {}) },
      labelStyle: { fill: 'var(--k-text-secondary)', fontSize: 11 },
      labelBgStyle: { fill: 'var(--k-sunken)' },
    })),
  };
}
