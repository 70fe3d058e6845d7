import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';
import type { Column } from '../store/listViews.ts';
import { useIsNarrow } from '../ui/useIsNarrow.ts';
import { columnWidth } from './columnWidth.ts';
import { RecordCard } from './RecordCard.tsx';
import { RecordRow } from './RecordRow.tsx';
import styles from './RecordTable.module.css';
import { TableHead } from './TableHead.tsx';

interface RecordTableProps {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly rows: readonly RecordValues[];
  readonly isLoading: boolean;
  /** The rows are those of the query before. */
  readonly isStale: boolean;
  readonly isLoadingMore: boolean;
  /** Reads the next page; undefined when there is none, or it is on its way. */
  readonly loadMore: (() => void) | undefined;
  readonly sort: string | undefined;
  readonly onSort: (path: string) => void;
  readonly selected: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onSelectAll: (all: boolean) => void;
}

const rowHeight = 40;
const cardHeight = 68;
/** Rows before the end of what is loaded at which the next page is asked for. */
const ahead = 10;
const skeletonRows = 12;

/** Any number of records: only the rows in sight are in the page. On a phone each is a card. */
export function RecordTable(props: RecordTableProps) {
  const {
    entity,
    columns,
    rows,
    isLoading,
    isStale,
    isLoadingMore,
    loadMore,
    sort,
    onSort,
    selected,
    onToggle,
    onSelectAll,
  } = props;
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow();
  const virtual = useVirtualizer({
    count: isLoading ? skeletonRows : rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (isNarrow ? cardHeight : rowHeight),
    overscan: 12,
    getItemKey: (index) => String(rows[index]?.id ?? index),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height
  useEffect(() => virtual.measure(), [virtual, isNarrow]);
  useEffect(() => {
    if (!isLoading && last >= rows.length - ahead) loadMore?.();
  }, [isLoading, last, rows.length, loadMore]);

  const style = isNarrow ? undefined : gridOf(columns);
  return (
    <div ref={scroll} className={styles.scroll} data-scroll-restoration-id={`list-${entity.name}`}>
      <table
        aria-label={entity.pluralTitle}
        aria-rowcount={loadMore || isLoadingMore ? -1 : rows.length + 1}
        aria-busy={isLoading || isStale}
        style={style}
      >
        {isNarrow ? null : (
          <TableHead
            columns={columns}
            sort={sort}
            onSort={onSort}
            allSelected={rows.length > 0 && rows.every(({ id }) => selected.has(String(id)))}
            someSelected={selected.size > 0}
            onSelectAll={onSelectAll}
          />
        )}
        <tbody
          className={`${styles.body} ${isStale ? styles.stale : ''} ${selected.size > 0 ? styles.anySelected : ''}`}
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map((item) => {
            const record = rows[item.index];
            const common = { entity, columns, record, index: item.index, top: item.start };
            if (isNarrow) return <RecordCard key={item.key} {...common} />;
            const id = String(record?.id ?? '');
            return <RecordRow key={item.key} {...common} isSelected={selected.has(id)} onToggle={onToggle} />;
          })}
        </tbody>
      </table>
      {isLoadingMore ? <div className={styles.more}>{t('state.loading')}</div> : null}
    </div>
  );
}

const checkWidth = 40;
/** A column may shrink to this part of its width before the table scrolls sideways; what is left is shared out. */
const least = 0.66;

function gridOf(columns: readonly Column[]): CSSProperties & Record<'--columns', string> {
  const widths = columns.map(columnWidth);
  const tracks = widths.map((width) => `minmax(${Math.round(width * least)}px, ${width}fr)`);
  const minWidth = checkWidth + widths.reduce((sum, width) => sum + Math.round(width * least), 0);
  return { '--columns': [`${checkWidth}px`, ...tracks].join(' '), minWidth };
}
