import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { isNumeric } from '../../fields/isNumeric.ts';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { isEmpty } from '../../lib/values.ts';
import type { Column } from '../../store/listViews.ts';
import { columnValue } from '../list/columnValue.ts';
import styles from './RecordTable.module.css';

interface RecordTableProps {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly records: readonly RecordValues[];
}

/** A few records that lead to their pages, to stand within another page. */
export function RecordTable({ entity, columns, records }: RecordTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map(({ path, title, field }) => (
            <th key={path} scope="col" className={isNumeric(field) ? styles.number : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <RecordRow key={String(record.id)} entity={entity} columns={columns} record={record} />
        ))}
      </tbody>
    </table>
  );
}

interface RecordRowProps {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly record: RecordValues;
}

function RecordRow({ entity, columns, record }: RecordRowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const source = useMemo(() => fixedRecord(record), [record]);
  // Line items have no page of their own.
  const isOpened = entity.parent === undefined;
  const titleAt = Math.max(
    0,
    columns.findIndex(({ path }) => path === entity.display),
  );
  const params = { entity: entity.name, id: String(record.id) };
  const cells = columns.map((column, at) => {
    const value = columnValue(record, column);
    const cell = <FieldCell field={column.field} value={value} />;
    return (
      <td key={column.path} className={isNumeric(column.field) ? styles.number : undefined}>
        <div className={styles.cell}>
          {at === titleAt && isOpened ? (
            <Link to="/$entity/$id" params={params} className={styles.open}>
              {isEmpty(value) ? t('record.untitled') : cell}
            </Link>
          ) : (
            cell
          )}
        </div>
      </td>
    );
  });
  return (
    <RecordScope source={source}>
      {isOpened ? (
        <tr
          className={styles.opened}
          onClick={(event) => {
            if (event.target instanceof Element && event.target.closest('a')) return;
            navigate({ to: '/$entity/$id', params });
          }}
        >
          {cells}
        </tr>
      ) : (
        <tr>{cells}</tr>
      )}
    </RecordScope>
  );
}
