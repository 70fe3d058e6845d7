import { useState } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { isSelected, type Selection } from '../../store/selection.ts';
import type { RowHandlers } from '../list/ListRow.tsx';
import { useListKeys } from '../list/useListKeys.ts';
import { useDelete } from '../record/useDelete.ts';

interface GroupKeys extends RowHandlers {
  readonly entity: BrowserEntity;
  /** Rows, heads of groups among them. */
  readonly total: number;
  /** Id of the record in a row; undefined where there is none, or while it is read. */
  readonly idAt: (index: number | undefined) => string | undefined;
  readonly selection: Selection;
  readonly onSelectAll: (all: boolean) => void;
  readonly onClear: () => void;
  readonly peeked: string | undefined;
  /** Absent: the list is only looked at, and has no keys. */
  readonly onUnpeek: (() => void) | undefined;
}

/** The keys of a list in groups, those of any list; on the head of a group, Enter opens and closes it. Gives the active row. */
export function useGroupKeys(list: GroupKeys): number | undefined {
  const { entity, total, idAt, selection, onSelect, onSelectAll, onOpen, onPeek, onClear, peeked, onUnpeek } = list;
  const [wanted, setActive] = useState<number>();
  const active = wanted === undefined || total === 0 ? undefined : Math.min(wanted, total - 1);
  const id = idAt(active);
  const remove = useDelete(entity);
  useListKeys(
    onUnpeek && {
      move(step, isRange) {
        if (total === 0) return;
        const to = Math.min(total - 1, Math.max(0, (active ?? -1) + step));
        if (isRange) {
          for (const index of [active ?? to, to]) {
            const passed = idAt(index);
            if (passed !== undefined && !isSelected(selection, passed)) onSelect(index, passed, false);
          }
        }
        setActive(to);
        const next = idAt(to);
        if (peeked !== undefined && next !== undefined) onPeek(to, next);
      },
      select(isRange) {
        if (active !== undefined && id !== undefined) onSelect(active, id, isRange);
      },
      selectAll: () => onSelectAll(true),
      open() {
        if (active !== undefined && id !== undefined) onOpen(active, id);
      },
      peek() {
        if (peeked !== undefined) onUnpeek();
        else if (active !== undefined && id !== undefined) onPeek(active, id);
      },
      remove() {
        if (!selection.all && selection.ids.size > 0) remove([...selection.ids]).then(onClear);
      },
      leave() {
        if (peeked !== undefined) onUnpeek();
        else if (selection.all || selection.ids.size > 0) onClear();
        else setActive(undefined);
      },
    },
  );
  return active;
}
