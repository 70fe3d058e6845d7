import { type MouseEvent, memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { isNumeric } from '../../fields/isNumeric.ts';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { isEmpty } from '../../lib/values.ts';
import type { Column } from '../../store/listViews.ts';
import { columnValue } from './columnValue.ts';
import styles from './ListTable.module.css';

export interface RowHandlers {
  /** A checkbox, or ⌘ or Ctrl with a click: this one more, or less; with shift all from the last one on. */
  readonly onSelect: (index: number, id: string, isRange: boolean) => void;
  readonly onOpen: (index: number, id: string) => void;
  readonly onPeek: (index: number, id: string) => void;
}

interface ListRowProps extends RowHandlers {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly pinned: ReadonlyMap<string, number>;
  /** Absent while it is being read. */
  readonly record: RecordValues | undefined;
  readonly index: number;
  /** px from the top of the table's body. */
  readonly top: number;
  readonly isSelected: boolean;
  /** The one that the keyboard is at. */
  readonly isActive: boolean;
  /** Whether a record has a page to be opened; one in the recycle bin has none. */
  readonly isOpenable: boolean;
}

/** One record; renders again only when it is another one, or is selected. */
export const ListRow = memo(Row);

function Row(props: ListRowProps) {
  const { entity, columns, pinned, record, index, top, isSelected, isActive, isOpenable } = props;
  const { onSelect, onOpen, onPeek } = props;
  const { t } = useTranslation();
  const source = useMemo(() => fixedRecord(record ?? {}), [record]);
  const style = { transform: `translateY(${top}px)` };
  if (!record) {
    return (
      <tr className={styles.row} style={style} aria-hidden data-index={index}>
        <td className={styles.check} />
        {columns.map(({ path }) => (
          <td key={path} className={styles.cell}>
            <span className={styles.bone} />
          </td>
        ))}
      </tr>
    );
  }

  const id = String(record.id);
  const titleAt = Math.max(
    0,
    columns.findIndex(({ path }) => path === entity.display),
  );
  function click(event: MouseEvent) {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('a, button, label, input')))
      return;
    if (event.metaKey || event.ctrlKey || event.shiftKey) onSelect(index, id, event.shiftKey);
    else onPeek(index, id);
  }
  function follow(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(index, id);
  }

  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      className={`${styles.row} ${isSelected ? styles.selected : ''} ${isActive ? styles.active : ''}`}
      style={style}
      onClick={click}
    >
      <td className={styles.check}>
        <label className={styles.box}>
          <input
            type="checkbox"
            aria-label={t('list.select')}
            checked={isSelected}
            readOnly
            // Not the change: it does not tell of the shift key.
            onClick={(event) => onSelect(index, id, event.shiftKey)}
          />
        </label>
      </td>
      <RecordScope source={source}>
        {columns.map((column, at) => {
          const value = columnValue(record, column);
          const start = pinned.get(column.path);
          const cell = <FieldCell field={column.field} value={value} />;
          const className = `${styles.cell} ${isNumeric(column.field) ? styles.number : ''} ${start === undefined ? '' : styles.pinned}`;
          return (
            <td key={column.path} className={className} style={start === undefined ? undefined : { left: start }}>
              {at === titleAt && isOpenable ? (
                <a
                  className={`${styles.open} ${isEmpty(value) ? styles.untitled : ''}`}
                  href={`/${encodeURIComponent(entity.name)}/${id}`}
                  onClick={follow}
                >
                  {isEmpty(value) ? t('record.untitled') : cell}
                </a>
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
