import { Link, useNavigate } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { type KeyboardEvent, type MouseEvent, memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';
import { FieldCell } from '../fields/FieldCell.tsx';
import { isNumeric } from '../fields/isNumeric.ts';
import { fixedRecord, RecordScope } from '../fields/RecordScope.tsx';
import { isEmpty } from '../lib/values.ts';
import type { Column } from '../store/listViews.ts';
import { columnValue } from './columnValue.ts';
import styles from './RecordTable.module.css';

interface RecordRowProps {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  /** Absent while it is being read. */
  readonly record: RecordValues | undefined;
  readonly index: number;
  /** px from the top of the table's body. */
  readonly top: number;
  readonly isSelected: boolean;
  readonly onToggle: (id: string) => void;
}

/** One record; renders again only when it is another one, or is selected. */
export const RecordRow = memo(Row);

function Row({ entity, columns, record, index, top, isSelected, onToggle }: RecordRowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const source = useMemo(() => fixedRecord(record ?? {}), [record]);
  const style = { transform: `translateY(${top}px)` };
  if (!record) {
    return (
      <tr className={styles.row} style={style} aria-hidden>
        <td className={styles.check} />
        {columns.map(({ path }) => (
          <td key={path} className={styles.cell}>
            <span className={styles.bone} />
          </td>
        ))}
      </tr>
    );
  }

  const titleAt = Math.max(
    0,
    columns.findIndex(({ path }) => path === entity.display),
  );
  const params = { entity: entity.name, id: String(record.id) };
  function open(event: MouseEvent) {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('a, button, label, input')))
      return;
    navigate({ to: '/$entity/$id', params });
  }

  return (
    // The link in the cell of its name opens the record for the keyboard; the row is a larger target for the pointer.
    <tr
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={`${styles.row} ${isSelected ? styles.selected : ''}`}
      style={style}
      onClick={open}
      onKeyDown={moveFocus}
    >
      <td className={styles.check}>
        <Checkbox aria-label={t('list.select')} checked={isSelected} onChange={() => onToggle(params.id)} />
      </td>
      <RecordScope source={source}>
        {columns.map((column, at) => {
          const value = columnValue(record, column);
          const cell = <FieldCell field={column.field} value={value} />;
          return (
            <td key={column.path} className={`${styles.cell} ${isNumeric(column.field) ? styles.number : ''}`}>
              {at === titleAt ? (
                <Link
                  className={`${styles.open} ${isEmpty(value) ? styles.untitled : ''}`}
                  to="/$entity/$id"
                  params={params}
                >
                  {isEmpty(value) ? t('record.untitled') : cell}
                </Link>
              ) : (
                cell
              )}
            </td>
          );
        })}
      </RecordScope>
    </tr>
  );
}

/** Arrow keys go from row to row. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const step = event.key === 'ArrowDown' ? 1 : -1;
  const at = Number(event.currentTarget.getAttribute('aria-rowindex')) + step;
  const next = event.currentTarget.parentElement?.querySelector<HTMLElement>(`[aria-rowindex="${at}"] a`);
  if (!next) return;
  event.preventDefault();
  next.focus();
}
