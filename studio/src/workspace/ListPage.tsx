import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Plus, SearchX } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { ApiError } from '../api/ApiError.ts';
import type { ListQuery } from '../api/records.ts';
import { useEntity, useModel } from '../app/ModelContext.tsx';
import { useFormat } from '../fields/shared/useFormat.ts';
import { findByText } from '../store/findByText.ts';
import { nextSort } from '../store/listState.ts';
import { listColumns, listViews } from '../store/listViews.ts';
import { selectForList } from '../store/selectFields.ts';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import styles from './ListPage.module.css';
import { RecordTable } from './RecordTable.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useRecordList } from './useRecordList.ts';

export function ListPage() {
  const { entity: name } = useParams({ from: '/$entity' });
  const entity = useEntity(name);
  if (!entity) return <ErrorNotice error={new ApiError(404, 'KILN_NOT_FOUND', name)} />;
  return <EntityList key={name} entity={entity} />;
}

function EntityList({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const navigate = useNavigate({ from: '/$entity' });
  const state = useSearch({ from: '/$entity' });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const toggle = useCallback((id: string) => {
    setSelected((current) => {
      const next = new Set(current);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);

  const views = useMemo(() => listViews(model, entity, t('list.all')), [model, entity, t]);
  const view = views.find((candidate) => candidate.name === state.view) ?? views[0];
  const columns = useMemo(() => listColumns(model, entity, view?.columns ?? []), [model, entity, view]);
  const query = useMemo((): ListQuery => {
    const found: Pick<ListQuery, 'search' | 'where'> = state.q ? findByText(entity, state.q) : {};
    const where = [view?.where, found.where].filter((part) => part !== undefined);
    const sort = state.sort ?? view?.sort;
    return {
      select: selectForList(model, entity, columns),
      ...(found.search === undefined ? {} : { search: found.search }),
      ...(where.length > 0 ? { where: where.map((part) => `(${part})`).join(' && ') } : {}),
      ...(sort ? { sort } : {}),
    };
  }, [model, entity, columns, view, state.q, state.sort]);
  const list = useRecordList(entity.name, query);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  const count = list.data?.pages[0]?.count;

  const addButton = (
    <Link to="/$entity/new" params={{ entity: entity.name }} tabIndex={-1}>
      <Button type="primary" icon={<Plus size={15} />}>
        {t('action.new')}
      </Button>
    </Link>
  );

  const isFiltered = Boolean(state.q) || view?.where !== undefined;
  return (
    <div className={styles.page}>
      <PageHeader icon={<EntityIcon name={entity.icon} />} title={entity.pluralTitle}>
        <SearchBox
          className={styles.search}
          value={state.q ?? ''}
          placeholder={t('list.search', { entity: entity.pluralTitle })}
          onSearch={(q) => navigate({ search: ({ q: _, ...rest }) => (q ? { ...rest, q } : rest), replace: true })}
        />
        {addButton}
      </PageHeader>
      <nav className={styles.views} aria-label={t('list.views')}>
        {views.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className={styles.view}
            aria-current={name === view?.name}
            onClick={() => {
              setSelected(new Set());
              navigate({
                search: ({ view: _view, sort: _sort, ...rest }) => ({
                  ...rest,
                  ...(name === views[0]?.name ? {} : { view: name }),
                }),
              });
            }}
          >
            {title}
          </button>
        ))}
        <span className={styles.count}>
          {count === undefined ? '' : t('list.count', { count, number: format.number(count) })}
        </span>
      </nav>
      <div className={styles.content}>
        {list.isError && rows.length === 0 ? (
          <ErrorNotice error={list.error} onRetry={() => list.refetch()} />
        ) : list.isSuccess && rows.length === 0 ? (
          <Notice
            icon={isFiltered ? <SearchX size={20} /> : <EntityIcon name={entity.icon} size={20} />}
            title={isFiltered ? t('list.nothingFound') : t('list.empty', { entity: entity.pluralTitle })}
            text={isFiltered ? t('list.nothingFoundText') : (entity.description ?? t('list.emptyText'))}
            actions={isFiltered ? null : addButton}
          />
        ) : (
          <RecordTable
            entity={entity}
            columns={columns}
            rows={rows}
            isLoading={list.isPending}
            isStale={list.isPlaceholderData}
            isLoadingMore={list.isFetchingNextPage}
            loadMore={list.hasNextPage && !list.isFetchingNextPage && !list.isError ? list.fetchNextPage : undefined}
            sort={state.sort ?? view?.sort}
            onSort={(path) =>
              navigate({
                search: ({ sort: current, ...rest }) => {
                  const sort = nextSort(current, path);
                  return sort ? { ...rest, sort } : rest;
                },
                replace: true,
              })
            }
            selected={selected}
            onToggle={toggle}
            onSelectAll={(all) => setSelected(new Set(all ? rows.map(({ id }) => String(id)) : []))}
          />
        )}
        <SelectionBar entity={entity} selected={selected} onDone={() => setSelected(new Set())} />
      </div>
    </div>
  );
}
