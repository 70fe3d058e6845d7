import { Checkbox } from 'antd';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isNumeric } from '../fields/isNumeric.ts';
import type { Column } from '../store/listViews.ts';
import styles from './RecordTable.module.css';

interface TableHeadProps {
  readonly columns: readonly Column[];
  readonly sort: string | undefined;
  readonly onSort: (path: string) => void;
  readonly allSelected: boolean;
  readonly someSelected: boolean;
  readonly onSelectAll: (all: boolean) => void;
}

export function TableHead({ columns, sort, onSort, allSelected, someSelected, onSelectAll }: TableHeadProps) {
  const { t } = useTranslation();
  const [first = ''] = (sort ?? '').split(',');
  return (
    <thead>
      <tr className={styles.head}>
        <th scope="col" className={styles.check}>
          <Checkbox
            aria-label={t('list.selectAll')}
            checked={allSelected}
            indeterminate={someSelected && !allSelected}
            onChange={(event) => onSelectAll(event.target.checked)}
          />
        </th>
        {columns.map(({ path, title, field }) => {
          const direction = first === path ? 'ascending' : first === `-${path}` ? 'descending' : 'none';
          return (
            <th
              key={path}
              scope="col"
              aria-sort={direction}
              className={`${styles.headCell} ${isNumeric(field) ? styles.number : ''}`}
            >
              <button type="button" className={styles.sort} disabled={!field.sortable} onClick={() => onSort(path)}>
                <span>{title}</span>
                {direction === 'ascending' ? <ArrowUp size={12} aria-hidden /> : null}
                {direction === 'descending' ? <ArrowDown size={12} aria-hidden /> : null}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
