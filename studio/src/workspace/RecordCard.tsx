import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';
import { FieldCell } from '../fields/FieldCell.tsx';
import { fixedRecord, RecordScope } from '../fields/RecordScope.tsx';
import { isEmpty } from '../lib/values.ts';
import type { Column } from '../store/listViews.ts';
import { columnValue } from './columnValue.ts';
import card from './RecordCard.module.css';
import styles from './RecordTable.module.css';

interface RecordCardProps {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly record: RecordValues | undefined;
  readonly index: number;
  readonly top: number;
}

/** Values on the second line of a card. */
const shownBelow = 3;

/** A row on a phone: what the record is called, and below it the first columns that are not empty. */
export function RecordCard({ entity, columns, record, index, top }: RecordCardProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const source = useMemo(() => fixedRecord(record ?? {}), [record]);
  const style = { transform: `translateY(${top}px)` };
  const first = columns.find(({ path }) => path === entity.display) ?? columns[0];
  const rest = columns.filter((column) => column !== first);
  if (!record || !first) {
    return (
      <tr className={card.card} style={style} aria-hidden>
        <td className={styles.bone} />
      </tr>
    );
  }

  const params = { entity: entity.name, id: String(record.id) };
  const title = columnValue(record, first);
  const below = rest.filter((column) => !isEmpty(columnValue(record, column))).slice(0, shownBelow);
  return (
    <tr
      aria-rowindex={index + 1}
      className={card.card}
      style={style}
      onClick={() => navigate({ to: '/$entity/$id', params })}
    >
      <RecordScope source={source}>
        <td className={card.title}>
          <Link className={styles.open} to="/$entity/$id" params={params}>
            {isEmpty(title) ? t('record.untitled') : <FieldCell field={first.field} value={title} />}
          </Link>
        </td>
        <td className={card.below}>
          {below.map((column) => (
            <span key={column.path}>
              <FieldCell field={column.field} value={columnValue(record, column)} />
            </span>
          ))}
        </td>
      </RecordScope>
    </tr>
  );
}
