import { type ReactNode, type RefObject, useMemo } from 'react';
import type { ColumnSpec } from '../../store/columnSpec.ts';
import type { Column } from '../../store/listViews.ts';
import type { Selection } from '../../store/selection.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { tableStyle } from './columnLayout.ts';
import { ListHead } from './ListHead.tsx';
import styles from './ListTable.module.css';
import type { RowWindow } from './useRowWindow.ts';

interface TableFrameProps {
  readonly label: string;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Rows, of which those in sight are the children. */
  readonly count: number;
  readonly view: RowWindow;
  readonly isBusy: boolean;
  /** What is shown was asked for before something else was. */
  readonly isStale?: boolean;
  readonly columns: readonly Column[];
  readonly specs: readonly ColumnSpec[];
  readonly pinned: ReadonlyMap<string, number>;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly onColumns: (specs: readonly ColumnSpec[]) => void;
  readonly selection: Selection;
  readonly onSelectAll: (all: boolean) => void;
  readonly children: ReactNode;
  /** Below the rows. */
  readonly foot?: ReactNode;
}

/** px of the head; on a phone there is none. */
export const headHeight = 34;
/** px of a record on a phone. */
export const cardHeight = 68;

/** What rows of records stand in: what scrolls, the head of their columns, the place of those in sight. */
export function TableFrame(props: TableFrameProps) {
  const { label, scroller, count, view, isBusy, isStale = false, columns, specs, selection, children, foot } = props;
  const isNarrow = useIsNarrow();
  const style = useMemo(() => {
    const sized = new Set(specs.filter(({ width }) => width !== undefined).map(({ path }) => path));
    return tableStyle(columns, sized);
  }, [columns, specs]);
  const isSelecting = selection.all || selection.ids.size > 0;
  return (
    <div ref={scroller} className={styles.scroll} data-list-scroller>
      <table
        aria-label={label}
        aria-rowcount={count + 1}
        aria-busy={isBusy}
        // Rows stand in the flow of the body, which as a whole is put where they belong: then scrolling moves one box.
        style={isNarrow ? { height: view.height } : { ...style, height: view.height + headHeight }}
      >
        {isNarrow ? null : (
          <ListHead
            columns={columns}
            specs={specs}
            pinned={props.pinned}
            sort={props.sort}
            onSort={props.onSort}
            onColumns={props.onColumns}
            allSelected={selection.all && selection.ids.size === 0}
            someSelected={isSelecting}
            onSelectAll={props.onSelectAll}
          />
        )}
        <tbody
          className={`${styles.body} ${isStale ? styles.stale : ''} ${isSelecting ? styles.anySelected : ''}`}
          style={{ transform: `translateY(${view.top}px)` }}
        >
          {children}
        </tbody>
      </table>
      {foot}
    </div>
  );
}
