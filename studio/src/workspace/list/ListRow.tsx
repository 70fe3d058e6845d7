import { type MouseEvent, memo, useMemo } from 'react';
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

export interface RowTexts {
  readonly select: string;
  readonly untitled: string;
}

interface ListRowProps extends RowHandlers {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly pinned: ReadonlyMap<string, number>;
  /** Absent while it is being read. */
  readonly record: RecordValues | undefined;
  readonly index: number;
  readonly isSelected: boolean;
  /** The one that the keyboard is at. */
  readonly isActive: boolean;
  /** The same for all rows, so that none has to look them up. */
  readonly texts: RowTexts;
  /** Whether a record has a page to be opened; one in the recycle bin has none. */
  readonly isOpenable: boolean;
}

/** One record; renders again only when it is another one, or is selected. */
export const ListRow = memo(Row);

function Row(props: ListRowProps) {
  const { record, index } = props;
  if (record) return <RecordRow {...props} record={record} />;
  return (
    <tr className={styles.row} aria-hidden data-index={index}>
      <td className={styles.bones} />
    </tr>
  );
}

function RecordRow(props: ListRowProps & { readonly record: RecordValues }) {
  const { entity, columns, pinned, record, index, isSelected, isActive, isOpenable } = props;
  const { texts, onSelect, onOpen, onPeek } = props;
  const source = useMemo(() => fixedRecord(record), [record]);
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
      onClick={click}
    >
      <td className={styles.check}>
        <label className={styles.box}>
          <input
            type="checkbox"
            aria-label={texts.select}
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
                  {isEmpty(value) ? texts.untitled : cell}
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
