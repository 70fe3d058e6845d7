import { Graph, layout } from '@dagrejs/dagre';

export interface MapSize {
  readonly width: number;
  readonly height: number;
}

export interface MapPlace {
  readonly x: number;
  readonly y: number;
}

interface MapLink {
  readonly from: string;
  readonly to: string;
}

/** Places of boxes so that what points at each other stands near: in layers, what stands alone in a grid below. px */
export function layoutMap(
  names: readonly string[],
  links: readonly MapLink[],
  size: MapSize,
): ReadonlyMap<string, MapPlace> {
  const linked = new Set(links.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 96, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of names) if (linked.has(name)) graph.setNode(name, { ...size });
  for (const { from, to } of links) if (from !== to) graph.setEdge(from, to);
  layout(graph);
  const places = new Map<string, MapPlace>();
  let bottom = 0;
  for (const name of graph.nodes()) {
    const { x, y } = graph.node(name);
    places.set(name, { x: (x ?? 0) - size.width / 2, y: (y ?? 0) - size.height / 2 });
    bottom = Math.max(bottom, (y ?? 0) + size.height);
  }
  const alone = names.filter((name) => !linked.has(name));
  const columns = Math.max(1, Math.ceil(Math.sqrt(alone.length)));
  alone.forEach((name, index) => {
    places.set(name, {
      x: 24 + (index % columns) * (size.width + 32),
      y: bottom + 32 + Math.floor(index / columns) * (size.height + 24),
    });
  });
  return places;
}
