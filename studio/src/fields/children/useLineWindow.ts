import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LineGap } from './lineSegments.ts';

interface LineWindow {
  readonly span: LineGap;
  /** px of a line without faults */
  readonly lineHeight: number;
}

/** Up to so many lines are all in the page: the browser's own search finds them, and they cost little. */
const few = 60;
/** Lines before and after those in sight that are in the page as well. */
const around = 12;
/** The window moves by so many lines at once. */
const step = 6;

/** Which lines of a long table are in sight, whatever scrolls around it. Gaps are rows with `data-from`, lines such with `data-row`. */
export function useLineWindow(table: RefObject<HTMLTableElement | null>, count: number): LineWindow {
  const isLong = count > few;
  const [shown, setShown] = useState<LineWindow>({ span: { from: 0, to: few }, lineHeight: 37 });

  const look = useCallback(() => {
    const [body] = table.current?.tBodies ?? [];
    if (!body) return;
    const heights = [...body.querySelectorAll('tr[data-row]')].map((row) => row.getBoundingClientRect().height);
    const lineHeight = Math.min(...heights);
    if (!(lineHeight > 0 && lineHeight < Number.POSITIVE_INFINITY)) return;
    const from = Math.floor((lineAt(body, 0, lineHeight) - around) / step) * step;
    const to = Math.ceil((lineAt(body, window.innerHeight, lineHeight) + around) / step) * step;
    setShown((before) =>
      before.span.from === from && before.span.to === to && before.lineHeight === lineHeight
        ? before
        : { span: { from, to }, lineHeight },
    );
  }, [table]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines, other places
  useLayoutEffect(() => {
    if (isLong) look();
  }, [isLong, count, look]);
  useEffect(() => {
    if (!isLong) return;
    // At once, so that no frame shows lines that are not there yet.
    const follow = () => flushSync(look);
    document.addEventListener('scroll', follow, { capture: true, passive: true });
    window.addEventListener('resize', follow);
    return () => {
      document.removeEventListener('scroll', follow, { capture: true });
      window.removeEventListener('resize', follow);
    };
  }, [isLong, look]);

  return isLong ? shown : { ...shown, span: { from: 0, to: count - 1 } };
}

/** The line at a height of the window. */
function lineAt(body: HTMLTableSectionElement, y: number, lineHeight: number): number {
  for (const row of body.rows) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom <= y) continue;
    const { row: line, from } = row.dataset;
    return line === undefined ? Number(from) + Math.max(0, Math.floor((y - top) / lineHeight)) : Number(line);
  }
  return Number(body.rows.item(body.rows.length - 1)?.dataset.row ?? 0);
}
