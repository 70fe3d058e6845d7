import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { pageSize } from '../../api/listPage.ts';
import { useSizes } from '../../app/PreferencesContext.tsx';
import type { ColumnSpec } from '../../store/columnSpec.ts';
import type { Column } from '../../store/listViews.ts';
import { isSelected, type Selection } from '../../store/selection.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { pinnedStarts } from './columnLayout.ts';
import { ListCard } from './ListCard.tsx';
import { ListRow, type RowHandlers } from './ListRow.tsx';
import { cardHeight, headHeight, TableFrame } from './TableFrame.tsx';
import { useActiveRow } from './useActiveRow.ts';
import type { ListRows, PageSpan } from './useListRows.ts';
import { useRowWindow } from './useRowWindow.ts';

interface ListTableProps extends RowHandlers {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly specs: readonly ColumnSpec[];
  readonly rows: ListRows;
  /** Another one is another list, which begins at its top. */
  readonly listKey: unknown;
  readonly onSpan: (span: PageSpan) => void;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly onColumns: (specs: readonly ColumnSpec[]) => void;
  readonly selection: Selection;
  readonly onSelectAll: (all: boolean) => void;
  /** The row that the keyboard is at; it is brought into sight. */
  readonly active: number | undefined;
  readonly isOpenable: boolean;
}

const skeletonRows = 14;
const restMs = 60;

/** Any number of records: only the rows in sight are in the page. On a phone each is a card. */
export function ListTable(props: ListTableProps) {
  const { entity, columns, specs, rows, listKey, onSpan, selection, active, isOpenable } = props;
  const { onSelect, onOpen, onPeek } = props;
  const { t } = useTranslation();
  const texts = useMemo(() => ({ select: t('list.select'), untitled: t('record.untitled') }), [t]);
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow();
  const { row } = useSizes();
  const count = rows.isLoading ? skeletonRows : rows.total;
  const rowHeight = isNarrow ? cardHeight : row;
  const head = isNarrow ? 0 : headHeight;
  const view = useRowWindow(scroller, count, rowHeight, head);
  const { first, last, reveal, toTop } = view;

  const span = useMemo(
    () => ({ from: Math.floor(first / pageSize), to: Math.max(0, Math.floor(last / pageSize)) }),
    [first, last],
  );
  const told = useRef(span);
  useLayoutEffect(() => {
    const tell = () => {
      told.current = span;
      onSpan(span);
    };
    // Somebody who jumps or rushes through reads nothing on the way: wait until they are there.
    const isNear = span.from <= told.current.to + 1 && span.to >= told.current.from - 1;
    if (isNear) return tell();
    const timer = setTimeout(tell, restMs);
    return () => clearTimeout(timer);
  }, [onSpan, span]);
  const shownKey = useRef(listKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever it is another list
  useEffect(() => {
    toTop();
    if (shownKey.current === listKey) return;
    shownKey.current = listKey;
    // Again once the frame is drawn: a scroll on its way may have moved it, or the router remembered the place of the list before.
    const handle = requestAnimationFrame(toTop);
    return () => cancelAnimationFrame(handle);
  }, [listKey]);

  useActiveRow(scroller, active, reveal);

  const pinned = useMemo(() => pinnedStarts(columns), [columns]);
  const isSelecting = selection.all || selection.ids.size > 0;

  return (
    <TableFrame
      label={entity.pluralTitle}
      scroller={scroller}
      count={count}
      view={view}
      isBusy={rows.isLoading || rows.isStale}
      isStale={rows.isStale}
      columns={columns}
      specs={specs}
      pinned={pinned}
      sort={props.sort}
      onSort={props.onSort}
      onColumns={props.onColumns}
      selection={selection}
      onSelectAll={props.onSelectAll}
    >
      {Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => {
        const index = first + offset;
        const record = rows.isLoading ? undefined : rows.rowAt(index);
        const selected = record !== undefined && isSelected(selection, String(record.id));
        const common = {
          entity,
          columns,
          record,
          index,
          isSelected: selected,
          isOpenable,
          texts,
        };
        // What only holds the place goes from row to row, when somebody rushes by thousands of them.
        const key = record ? index : `place ${offset}`;
        return isNarrow ? (
          <ListCard key={key} {...common} isSelecting={isSelecting} onOpen={onOpen} onSelect={onSelect} />
        ) : (
          <ListRow
            key={key}
            {...common}
            pinned={pinned}
            isActive={active === index}
            onSelect={onSelect}
            onOpen={onOpen}
            onPeek={onPeek}
          />
        );
      })}
    </TableFrame>
  );
}
