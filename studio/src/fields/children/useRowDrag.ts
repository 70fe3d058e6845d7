import { type PointerEvent, useState } from 'react';

interface RowDrag {
  readonly from: number;
  /** Where the row would come to stand. */
  readonly to: number;
}

interface RowDragging {
  readonly drag: RowDrag | undefined;
  readonly begin: (row: number, event: PointerEvent<HTMLElement>) => void;
}

/** Drags a row of a table by its grip, with mouse, pen or finger; Escape gives up. */
export function useRowDrag(move: (from: number, to: number) => void): RowDragging {
  const [drag, setDrag] = useState<RowDrag>();

  function begin(from: number, event: PointerEvent<HTMLElement>) {
    const body = event.currentTarget.closest('tbody');
    if (event.button !== 0 || !body) return;
    event.preventDefault();
    let to = from;
    const over = (move: globalThis.PointerEvent) => {
      const rows = [...body.querySelectorAll<HTMLElement>('tr[data-row]')];
      const below = rows.find((row) => {
        const { top, height } = row.getBoundingClientRect();
        return move.clientY < top + height / 2;
      });
      // Not all lines of a long table are in the page, but the last one is.
      const place = below ? Number(below.dataset.row) : Number(rows.at(-1)?.dataset.row) + 1;
      to = place > from ? place - 1 : place;
      setDrag({ from, to });
    };
    const end = (isDone: boolean) => {
      document.removeEventListener('pointermove', over);
      document.removeEventListener('pointerup', drop);
      document.removeEventListener('pointercancel', cancel);
      document.removeEventListener('keydown', giveUp);
      setDrag(undefined);
      if (isDone) move(from, to);
    };
    const drop = () => end(true);
    const cancel = () => end(false);
    const giveUp = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') end(false);
    };
    document.addEventListener('pointermove', over);
    document.addEventListener('pointerup', drop);
    document.addEventListener('pointercancel', cancel);
    document.addEventListener('keydown', giveUp);
    setDrag({ from, to: from });
  }

  return { drag, begin };
}

/** How a row shows while one is dragged. */
export function rowState(drag: RowDrag | undefined, index: number): 'still' | 'dragged' | 'above' | 'below' {
  if (!drag) return 'still';
  if (index === drag.from) return 'dragged';
  if (index !== drag.to) return 'still';
  return drag.to < drag.from ? 'above' : 'below';
}
