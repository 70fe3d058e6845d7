import { memo } from 'react';
import type { FlowLayout, FlowLine } from '../../store/workflow/layoutWorkflow.ts';
import styles from './FlowCanvas.module.css';
import { useFlow } from './FlowContext.ts';
import type { FlowProps } from './flowTypes.ts';

/** What leads from step to step; of a run, the way that it took. */
export function FlowLines({ layout }: { readonly layout: FlowLayout }) {
  const { marks } = useFlow();
  const { bounds, lines } = layout;
  const box = [bounds.x - 40, bounds.y - 40, bounds.width + 80, bounds.height + 80];
  const [x, y, width, height] = box;
  return (
    <svg
      className={styles.lines}
      style={{ left: x, top: y, width, height }}
      viewBox={box.join(' ')}
      aria-hidden="true"
      focusable="false"
    >
      {lines.map((line) => (
        <Line key={line.id} path={pathOf(line.points)} isDashed={line.isDashed} isTaken={isTaken(line, marks)} />
      ))}
    </svg>
  );
}

interface LineProps {
  readonly path: string;
  readonly isDashed: boolean;
  /** undefined: no run is shown. */
  readonly isTaken: boolean | undefined;
}

const Line = memo(function Line({ path, isDashed, isTaken }: LineProps) {
  const look = isTaken === undefined ? '' : isTaken ? styles.taken : styles.notTaken;
  return <path d={path} className={`${styles.line} ${isDashed ? styles.dashed : ''} ${look}`} />;
});

function isTaken({ after, into, unless = [] }: FlowLine, marks: FlowProps['marks']): boolean | undefined {
  if (!marks) return undefined;
  const hasRun = (key: string) => marks.has(key) && marks.get(key)?.state !== 'skipped';
  if (into !== undefined) return hasRun(into);
  if (after === undefined) return true;
  const state = marks.get(after)?.state;
  return (state === 'done' || state === 'skipped') && !unless.some(hasRun);
}

const radius = 10;

/** A line with its corners rounded. */
function pathOf(points: FlowLine['points']): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map(([x, y], at) => {
    const before = points[at] ?? first;
    const next = points[at + 2];
    if (!next) return `L ${x} ${y}`;
    const room = Math.min(radius, distance(before, [x, y]) / 2, distance([x, y], next) / 2);
    const [fromX, fromY] = towards([x, y], before, room);
    const [toX, toY] = towards([x, y], next, room);
    return `L ${fromX} ${fromY} Q ${x} ${y} ${toX} ${toY}`;
  });
  return [`M ${first[0]} ${first[1]}`, ...parts].join(' ');
}

type Point = readonly [x: number, y: number];

function distance([x, y]: Point, [otherX, otherY]: Point): number {
  return Math.abs(x - otherX) + Math.abs(y - otherY);
}

function towards([x, y]: Point, [otherX, otherY]: Point, by: number): Point {
  return [x + Math.sign(otherX - x) * by, y + Math.sign(otherY - y) * by];
}
