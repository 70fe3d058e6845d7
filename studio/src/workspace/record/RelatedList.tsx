import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { recordKeys } from '../../api/keys.ts';
import { listRecords, type RecordValues } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { isNumeric } from '../../fields/isNumeric.ts';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { isEmpty } from '../../lib/values.ts';
import type { Column } from '../../store/listViews.ts';
import {
  type RelatedSource,
  relatedColumns,
  relatedQuery,
  relatedValues,
  relatedWhere,
} from '../../store/relatedRecords.ts';
import { may } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { columnValue } from '../list/columnValue.ts';
import { ErrorLine } from './ErrorLine.tsx';
import styles from './RelatedList.module.css';

const CreateDrawer = lazy(() => import('./CreateDrawer.tsx').then(({ CreateDrawer }) => ({ default: CreateDrawer })));

interface RelatedListProps {
  /** Of the record that is shown. */
  readonly entity: BrowserEntity;
  readonly id: string;
  readonly source: RelatedSource;
}

const shownRows = 5;
const shownColumns = 4;

/** The first records that point at the one shown; one more can be made here, which then points at it as well. */
export function RelatedList({ entity, id, source }: RelatedListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const [isCreating, setCreating] = useState(false);
  const columns = useMemo(() => relatedColumns(model, source, shownColumns), [model, source]);
  const query = useMemo(() => relatedQuery(model, source, columns, id, shownRows), [model, source, columns, id]);
  const { data, error, refetch } = useQuery({
    queryKey: recordKeys.related(source.entity.name, query),
    queryFn: ({ signal }) => listRecords(source.entity.name, query, signal),
  });
  const count = data?.count ?? 0;
  const rows = data?.data ?? [];
  return (
    <section className={styles.related} aria-label={source.title}>
      <header className={styles.head}>
        <EntityIcon name={source.entity.icon} size={15} />
        <h2>{source.title}</h2>
        <span className={styles.count}>{data ? format.number(count) : ''}</span>
        <span className={styles.tools}>
          {count > rows.length ? (
            <Link
              to="/$entity"
              params={{ entity: source.entity.name }}
              search={{ view: '*', where: relatedWhere(source, id) }}
              className={styles.all}
            >
              {t('related.showAll')}
            </Link>
          ) : null}
          {may(source.entity, 'create') && source.field.relation?.add !== false ? (
            <Button
              look="quiet"
              aria-label={t('related.add', { entity: source.entity.title })}
              title={t('related.add', { entity: source.entity.title })}
              icon={<Plus size={15} aria-hidden />}
              onClick={() => setCreating(true)}
            />
          ) : null}
        </span>
      </header>
      {error ? <ErrorLine error={error} onRetry={() => refetch()} /> : null}
      {rows.length > 0 ? (
        <div className={styles.scroll}>
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
              {rows.map((record) => (
                <RelatedRow key={String(record.id)} entity={source.entity} columns={columns} record={record} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {isCreating ? (
        <Suspense>
          <CreateDrawer
            entity={source.entity}
            given={relatedValues(source, entity.name, id)}
            onClose={() => setCreating(false)}
          />
        </Suspense>
      ) : null}
    </section>
  );
}

interface RelatedRowProps {
  readonly entity: BrowserEntity;
  readonly columns: readonly Column[];
  readonly record: RecordValues;
}

function RelatedRow({ entity, columns, record }: RelatedRowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const source = useMemo(() => fixedRecord(record), [record]);
  const titleAt = Math.max(
    0,
    columns.findIndex(({ path }) => path === entity.display),
  );
  const params = { entity: entity.name, id: String(record.id) };
  return (
    <RecordScope source={source}>
      <tr
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('a')) return;
          navigate({ to: '/$entity/$id', params });
        }}
      >
        {columns.map((column, at) => {
          const value = columnValue(record, column);
          const cell = <FieldCell field={column.field} value={value} />;
          return (
            <td key={column.path} className={isNumeric(column.field) ? styles.number : undefined}>
              <div className={styles.cell}>
                {at === titleAt ? (
                  <Link to="/$entity/$id" params={params} className={styles.open}>
                    {isEmpty(value) ? t('record.untitled') : cell}
                  </Link>
                ) : (
                  cell
                )}
              </div>
            </td>
          );
        })}
      </tr>
    </RecordScope>
  );
}
