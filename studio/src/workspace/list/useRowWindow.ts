import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRowScale } from '../../store/rowScale.ts';

export interface RowWindow {
  /** px of all rows together, as the browser is told */
  readonly height: number;
  /** Rows to be in the page. */
  readonly first: number;
  readonly last: number;
  /** px of the first of them from the top of all rows */
  readonly top: number;
  /** Scrolls as little as it takes to have a row in sight. */
  readonly reveal: (row: number) => void;
  readonly toTop: () => void;
}

/** Rows before and after those in sight that are in the page as well. */
const around = 10;
/** The window moves by so many rows at once. */
const step = 4;
const restMs = 160;

/** Which of many rows of equal height are in sight. `head`: px of what stands fixed above them. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  head: number,
): RowWindow {
  const [viewHeight, setViewHeight] = useState(() => window.innerHeight);
  const scale = useMemo(
    () => createRowScale(count, rowHeight, viewHeight - head),
    [count, rowHeight, viewHeight, head],
  );
  const [{ from, to, shift }, setWindow] = useState({ from: 0, to: 40, shift: 0 });
  const place = useRef(0);

  const look = useCallback(
    (top: number, show: (next: () => void) => void) => {
      place.current = scale.scroll(top);
      const first = Math.floor(place.current / rowHeight) - around;
      const last = Math.ceil((place.current + viewHeight) / rowHeight) + around;
      const next = {
        from: Math.max(0, Math.floor(first / step) * step),
        to: Math.ceil(last / step) * step,
        shift: Math.round(top - place.current),
      };
      setWindowIfMoved(next);
      function setWindowIfMoved(moved: typeof next) {
        show(() =>
          setWindow((before) =>
            before.from === moved.from && before.to === moved.to && before.shift === moved.shift ? before : moved,
          ),
        );
      }
    },
    [scale, rowHeight, viewHeight],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setViewHeight(element.clientHeight));
    observer.observe(element);
    setViewHeight(element.clientHeight);
    return () => observer.disconnect();
  }, [scroller]);

  useLayoutEffect(() => {
    look(scroller.current?.scrollTop ?? 0, (next) => next());
  }, [look, scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      // At once, so that no frame shows rows that are not there yet.
      look(element.scrollTop, flushSync);
      clearTimeout(rest);
      rest = setTimeout(() => {
        const top = Math.round(scale.rest());
        if (Math.abs(top - element.scrollTop) > 1) element.scrollTop = top;
      }, restMs);
    };
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      clearTimeout(rest);
      element.removeEventListener('scroll', follow);
    };
  }, [scroller, look, scale]);

  const reveal = useCallback(
    (row: number) => {
      const element = scroller.current;
      if (!element) return;
      const visible = viewHeight - head;
      const top = row * rowHeight;
      if (top < place.current) element.scrollTop = scale.show(top);
      else if (top + rowHeight > place.current + visible) element.scrollTop = scale.show(top + rowHeight - visible);
    },
    [scroller, scale, rowHeight, viewHeight, head],
  );
  const toTop = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scale.show(0);
  }, [scroller, scale]);

  return {
    height: scale.height,
    first: from,
    last: Math.min(count - 1, to),
    top: from * rowHeight + shift,
    reveal,
    toTop,
  };
}
