import { type MouseEvent, memo, useMemo } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { isEmpty } from '../../lib/values.ts';
import type { Column } from '../../store/listViews.ts';
import { columnValue } from './columnValue.ts';
import card from './ListCard.module.css';
import type { RowHandlers, RowTexts } from './ListRow.tsx';
import styles from './ListTable.module.css';

interface ListCardProps extends Pick<RowHandlers, 'onOpen' | 'onSelect'> {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly record: RecordValues | undefined;
  readonly index: number;
  readonly isSelected: boolean;
  /** A tap selects instead of opening. */
  readonly isSelecting: boolean;
  readonly isOpenable: boolean;
  readonly texts: RowTexts;
}

/** Values on the second line of a card. */
const shownBelow = 3;

/** A row on a phone: what the record is called, and below it the first columns that are not empty. */
export const ListCard = memo(Card);

function Card(props: ListCardProps) {
  const { entity, columns, record, index, isSelected, isSelecting, isOpenable, texts, onOpen, onSelect } = props;
  const source = useMemo(() => fixedRecord(record ?? {}), [record]);
  const first = columns.find(({ path }) => path === entity.display) ?? columns[0];
  const rest = columns.filter((column) => column !== first);
  if (!record || !first) {
    return (
      <tr className={card.card} aria-hidden data-index={index}>
        <td className={styles.bone} />
      </tr>
    );
  }

  const id = String(record.id);
  const title = columnValue(record, first);
  const titleText = isEmpty(title) ? texts.untitled : <FieldCell field={first.field} value={title} />;
  const below = rest.filter((column) => !isEmpty(columnValue(record, column))).slice(0, shownBelow);
  function tap(event: MouseEvent) {
    if (event.target instanceof Element && event.target.closest('label, input')) return;
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    if (isSelecting || !isOpenable) onSelect(index, id, false);
    else onOpen(index, id);
  }
  return (
    <tr
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      data-index={index}
      className={`${card.card} ${isSelected ? card.selected : ''}`}
      onClick={tap}
    >
      <RecordScope source={source}>
        <td className={card.text}>
          <div className={card.title}>
            {isOpenable ? (
              <a className={styles.open} href={`/${encodeURIComponent(entity.name)}/${id}`}>
                {titleText}
              </a>
            ) : (
              titleText
            )}
          </div>
          <div className={card.below}>
            {below.map((column) => (
              <span key={column.path}>
                <FieldCell field={column.field} value={columnValue(record, column)} />
              </span>
            ))}
          </div>
        </td>
      </RecordScope>
      <td className={card.check}>
        <label className={styles.box}>
          <input
            type="checkbox"
            aria-label={texts.select}
            checked={isSelected}
            readOnly
            onClick={() => onSelect(index, id, false)}
          />
        </label>
      </td>
    </tr>
  );
}
