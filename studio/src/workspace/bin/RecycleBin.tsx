import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { listIds } from '../../api/listPage.ts';
import type { ListQuery } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { type ColumnSpec, inOrder } from '../../store/columnSpec.ts';
import { findByText } from '../../store/findByText.ts';
import { listColumns, listViews, viewColumns } from '../../store/listViews.ts';
import { selectForList } from '../../store/selectFields.ts';
import { isSelected, selectedCount } from '../../store/selection.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../list/EntityList.module.css';
import { ListTable } from '../list/ListTable.tsx';
import { SearchBox } from '../list/SearchBox.tsx';
import { type PageSpan, useListRows } from '../list/useListRows.ts';
import { useSelection } from '../list/useSelection.ts';
import { BinBar } from './BinBar.tsx';
import { BinTabs } from './BinTabs.tsx';
import { useBinActions } from './useBinActions.ts';
import { useDeleted } from './useDeleted.ts';

/** Deleted records of an entity: to be brought back, or removed for good. */
export function RecycleBin({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const model = useModel();
  const cache = useQueryClient();
  const act = useBinActions();
  const deleted = useDeleted();
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<string | undefined>('-deletedAt');
  const [specs, setSpecs] = useState<readonly ColumnSpec[]>(() => {
    const own = inOrder(viewColumns(listViews(model, entity, '')[0])).filter(({ path }) => !path.includes('.'));
    return [...own.slice(0, 4), { path: 'deletedAt' }];
  });
  const columns = useMemo(() => listColumns(model, entity, specs), [model, entity, specs]);
  const query = useMemo((): ListQuery => {
    const found = search === '' ? {} : findByText(entity, search);
    const select = selectForList(model, entity, columns);
    return { select, deleted: true, ...found, ...(sort ? { sort } : {}) };
  }, [model, entity, columns, search, sort]);
  const [span, setSpan] = useState<PageSpan>({ from: 0, to: 0 });
  const rows = useListRows(entity.name, query, span);
  const { selection, clear, selectAll, toggle } = useSelection(entity.name, query, rows);
  const selected = selectedCount(selection, rows.total);

  async function run(op: 'restore' | 'purge') {
    const ids = selection.all
      ? (await listIds(cache, entity.name, query)).filter((id) => isSelected(selection, id))
      : [...selection.ids];
    clear();
    await act(op, new Map([[entity.name, ids]]));
  }

  const isEmpty = !rows.isLoading && rows.total === 0 && rows.error === undefined;
  return (
    <div className={page.page}>
      <PageHeader
        icon={<EntityIcon name={entity.icon} />}
        parent={
          <Link to="/$entity" params={{ entity: entity.name }}>
            {entity.pluralTitle}
          </Link>
        }
        title={t('bin.title')}
      >
        <SearchBox
          className={page.search}
          value={search}
          placeholder={t('list.search', { entity: entity.pluralTitle })}
          onSearch={setSearch}
        />
      </PageHeader>
      <BinTabs deleted={deleted} entity={entity.name} />
      <div className={page.content}>
        {rows.error !== undefined && rows.total === 0 ? (
          <ErrorNotice error={rows.error} onRetry={rows.retry} />
        ) : isEmpty ? (
          <Notice
            icon={<Trash2 size={20} />}
            title={search === '' ? t('bin.empty') : t('list.nothingFound')}
            text={search === '' ? t('bin.emptyText') : undefined}
          />
        ) : (
          <ListTable
            entity={entity}
            columns={columns}
            specs={specs}
            rows={rows}
            listKey={query}
            onSpan={setSpan}
            sort={sort}
            onSort={setSort}
            onColumns={setSpecs}
            selection={selection}
            onSelect={toggle}
            onSelectAll={selectAll}
            active={undefined}
            onOpen={(index, id) => toggle(index, id, false)}
            onPeek={(index, id) => toggle(index, id, false)}
            isOpenable={false}
          />
        )}
        {selected > 0 ? (
          <BinBar count={selected} onRestore={() => run('restore')} onPurge={() => run('purge')} onClear={clear} />
        ) : null}
      </div>
    </div>
  );
}
