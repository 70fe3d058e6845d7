import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ColumnSpec, moveColumn } from '../../store/columnSpec.ts';
import type { Column } from '../../store/listViews.ts';
import { parseSort } from '../../store/sortKeys.ts';
import { HeadCell } from './HeadCell.tsx';
import styles from './ListTable.module.css';

interface ListHeadProps {
  readonly columns: readonly Column[];
  readonly specs: readonly ColumnSpec[];
  readonly pinned: ReadonlyMap<string, number>;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly onColumns: (specs: readonly ColumnSpec[]) => void;
  readonly allSelected: boolean;
  readonly someSelected: boolean;
  readonly onSelectAll: (all: boolean) => void;
}

export function ListHead(props: ListHeadProps) {
  const { columns, specs, pinned, sort, onSort, onColumns, allSelected, someSelected, onSelectAll } = props;
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const all = useRef<HTMLInputElement>(null);
  if (all.current) all.current.indeterminate = someSelected && !allSelected;
  const keys = parseSort(sort);

  function drop(event: DragEvent, path: string) {
    event.preventDefault();
    const at = (wanted: string | undefined) => specs.findIndex((spec) => spec.path === wanted);
    const [from, to] = [at(dragged), at(path)];
    if (from !== -1 && to !== -1 && from !== to) onColumns(moveColumn(specs, from, to > from ? to + 1 : to));
    setDragged(undefined);
    setOver(undefined);
  }

  return (
    <thead>
      <tr className={styles.head}>
        <th scope="col" className={`${styles.check} ${pinned.size > 0 ? styles.pinned : ''}`} style={{ left: 0 }}>
          <label className={styles.box}>
            <input
              ref={all}
              type="checkbox"
              aria-label={t('list.selectAll')}
              checked={allSelected}
              onChange={() => onSelectAll(!someSelected)}
            />
          </label>
        </th>
        {columns.map((column) => (
          <HeadCell
            key={column.path}
            column={column}
            specs={specs}
            start={pinned.get(column.path)}
            sortAt={keys.findIndex(({ path }) => path === column.path)}
            keys={keys}
            sort={sort}
            onSort={onSort}
            onColumns={onColumns}
            isOver={over === column.path && dragged !== column.path}
            onDragStart={() => setDragged(column.path)}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              setOver(column.path);
            }}
            onDragEnd={() => {
              setDragged(undefined);
              setOver(undefined);
            }}
            onDrop={(event) => drop(event, column.path)}
          />
        ))}
      </tr>
    </thead>
  );
}
