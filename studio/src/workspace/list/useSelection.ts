import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { listIds } from '../../api/listPage.ts';
import type { ListQuery } from '../../api/records.ts';
import { everythingSelected, isSelected, nothingSelected, type Selection, select } from '../../store/selection.ts';
import type { ListRows } from './useListRows.ts';

export interface ListSelection {
  readonly selection: Selection;
  readonly clear: () => void;
  readonly selectAll: (all: boolean) => void;
  /** Turns one row over; with `isRange` selects all from the last one to it. */
  readonly toggle: (index: number, id: string, isRange: boolean) => void;
}

export function useSelection(entity: string, query: ListQuery, rows: ListRows): ListSelection {
  const cache = useQueryClient();
  const [selection, setSelection] = useState(nothingSelected);
  const last = useRef<number>(undefined);
  const latest = useRef(rows);
  latest.current = rows;

  const toggle = useCallback(
    async (index: number, id: string, isRange: boolean) => {
      const from = isRange ? last.current : undefined;
      last.current = index;
      if (from === undefined) {
        setSelection((current) => select(current, [id], !isSelected(current, id)));
        return;
      }
      const range = { from: Math.min(from, index), to: Math.max(from, index) };
      const ids = loadedIds(latest.current, range) ?? (await listIds(cache, entity, query, range));
      setSelection((current) => select(current, ids, true));
    },
    [cache, entity, query],
  );
  const selectAll = useCallback((all: boolean) => {
    last.current = undefined;
    setSelection(all ? everythingSelected : nothingSelected);
  }, []);
  const clear = useCallback(() => selectAll(false), [selectAll]);

  return { selection, clear, selectAll, toggle };
}

/** undefined when a row between was dropped, or never read. */
function loadedIds(rows: ListRows, { from, to }: { from: number; to: number }): string[] | undefined {
  const ids: string[] = [];
  for (let index = from; index <= to; index += 1) {
    const record = rows.rowAt(index);
    if (!record) return undefined;
    ids.push(String(record.id));
  }
  return ids;
}
