import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
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
import { ErrorLine } from './ErrorLine.tsx';
import { RecordTable } from './RecordTable.tsx';
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
          <RecordTable entity={source.entity} columns={columns} records={rows} />
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
