import { type RefObject, useEffect } from 'react';

/** Brings the row that the keyboard is at into sight, and puts the cursor on what opens it. */
export function useActiveRow(
  scroller: RefObject<HTMLElement | null>,
  active: number | undefined,
  reveal: (row: number) => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: not when rows come or go around it
  useEffect(() => {
    if (active === undefined) return;
    reveal(active);
    const frame = requestAnimationFrame(() => {
      const target = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"] :is(a, button)`);
      target?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [active]);
}
