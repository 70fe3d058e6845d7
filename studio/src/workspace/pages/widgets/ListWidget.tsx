import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../../core/model/browserModel.ts';
import type { BrowserListWidget } from '../../../../../core/model/browserPages.ts';
import { recordKeys } from '../../../api/keys.ts';
import { type ListQuery, listRecords } from '../../../api/records.ts';
import { useEntity, useModel } from '../../../app/ModelContext.tsx';
import { listColumns } from '../../../store/listViews.ts';
import { selectForList } from '../../../store/selectFields.ts';
import { Bone } from '../../../ui/Skeleton.tsx';
import { ErrorLine } from '../../record/ErrorLine.tsx';
import { RecordTable } from '../../record/RecordTable.tsx';
import frame from '../ResultView.module.css';
import { useSourceWhere } from '../useSourceQuery.ts';
import { WidgetFrame } from '../WidgetFrame.tsx';
import type { WidgetPlace } from '../WidgetPlace.ts';
import styles from './ListWidget.module.css';

interface ListWidgetProps {
  readonly widget: BrowserListWidget;
  readonly place: WidgetPlace;
}

/** The first records of a view, or of what is asked for here. */
export function ListWidget({ widget, place }: ListWidgetProps) {
  const entity = useEntity(widget.entity);
  return entity ? <EntityRows widget={widget} place={place} entity={entity} /> : null;
}

function EntityRows({ widget, place, entity }: ListWidgetProps & { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const model = useModel();
  const view = model.views.find(({ name }) => name === widget.view);
  const own = useSourceWhere(widget, place);
  const conditions = [view?.where, own].filter((part) => part !== undefined);
  const where = conditions.length < 2 ? conditions[0] : conditions.map((part) => `(${part})`).join(' && ');
  const sort = widget.sort ?? view?.sort;
  const columns = useMemo(
    () =>
      listColumns(
        model,
        entity,
        widget.columns.slice(0, mostColumns).map(({ field }) => ({ path: field })),
      ),
    [model, entity, widget],
  );
  const query: ListQuery = {
    select: selectForList(model, entity, columns),
    limit: widget.limit,
    count: true,
    ...(where === undefined ? {} : { where }),
    ...(sort === undefined ? {} : { sort }),
  };
  const { data, error, refetch } = useQuery({
    queryKey: recordKeys.related(entity.name, query),
    queryFn: ({ signal }) => listRecords(entity.name, query, signal),
  });
  const rows = data?.data ?? [];
  const isMore = (data?.count ?? 0) > rows.length;
  const search = {
    view: widget.view ?? '*',
    ...(own === undefined ? {} : { where: own }),
    ...(widget.sort === undefined ? {} : { sort: widget.sort }),
  };
  return (
    <WidgetFrame
      title={widget.title}
      description={widget.description}
      tools={
        isMore ? (
          <Link to="/$entity" params={{ entity: entity.name }} search={search} className={styles.all}>
            {t('pages.showAll')}
          </Link>
        ) : null
      }
    >
      {error ? <ErrorLine error={error} onRetry={() => refetch()} /> : null}
      {!data && !error ? ['72%', '58%', '64%'].map((width) => <Bone key={width} width={width} />) : null}
      {data && rows.length === 0 ? <p className={frame.nothing}>{t('pages.noData')}</p> : null}
      {rows.length > 0 ? (
        <div className={styles.scroll}>
          <RecordTable entity={entity} columns={columns} records={rows} />
        </div>
      ) : null}
    </WidgetFrame>
  );
}

/** Of a view whose columns are for a whole page. */
const mostColumns = 6;
