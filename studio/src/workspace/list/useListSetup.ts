import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { ListQuery } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { type ColumnSpec, inOrder, parseColumns, printColumns } from '../../store/columnSpec.ts';
import { listQuery } from '../../store/listQuery.ts';
import { changeListState, type ListState } from '../../store/listState.ts';
import { type Column, type ListView, listColumns, listViews, viewColumns } from '../../store/listViews.ts';
import { rememberColumns, rememberedColumns } from '../../store/rememberColumns.ts';

export interface ListSetup {
  readonly views: readonly ListView[];
  readonly view: ListView | undefined;
  readonly state: ListState;
  readonly specs: readonly ColumnSpec[];
  readonly columns: readonly Column[];
  readonly query: ListQuery;
  /** The order in force: that of the address, else the view's. */
  readonly sort: string | undefined;
  /** Sets parts of the address; `undefined` takes one away. */
  readonly change: (change: { readonly [Name in keyof ListState]?: string | undefined }, isStep?: boolean) => void;
  readonly onSort: (sort: string | undefined) => void;
  readonly showView: (name: string) => void;
  /** undefined: the view's own columns again. */
  readonly setColumns: (specs: readonly ColumnSpec[] | undefined) => void;
}

/** Everything that a list shows, from its address; and how it is changed, which changes the address. */
export function useListSetup(entity: BrowserEntity): ListSetup {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate({ from: '/$entity' });
  const state = useSearch({ from: '/$entity' });

  const views = useMemo(() => listViews(model, entity, t('list.all')), [model, entity, t]);
  const view = views.find((candidate) => candidate.name === state.view) ?? views[0];
  const viewName = view?.name ?? '';
  const [arrangements, setArrangements] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an arrangement changes what is remembered
  const remembered = useMemo(() => rememberedColumns(entity.name, viewName), [entity, viewName, arrangements]);
  const chosen = state.columns ?? remembered;
  const specs = useMemo(() => {
    const wanted = chosen === undefined ? [] : inOrder(parseColumns(chosen));
    return wanted.length > 0 ? wanted : inOrder(viewColumns(view));
  }, [chosen, view]);
  const columns = useMemo(() => listColumns(model, entity, specs), [model, entity, specs]);
  // Widths and pins change nothing about what is asked for.
  const paths = columns.map(({ path }) => path).join();
  const { where, sort, q } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the columns by their paths
  const query = useMemo(
    () =>
      listQuery(model, entity, view, columns, {
        ...(where ? { where } : {}),
        ...(sort ? { sort } : {}),
        ...(q ? { q } : {}),
      }),
    [model, entity, view, paths, where, sort, q],
  );

  const change = useCallback<ListSetup['change']>(
    (changed, isStep = false) => {
      navigate({ search: (before) => changeListState(before, changed), replace: !isStep });
    },
    [navigate],
  );
  // What was remembered belongs to the state as well: then the address says it.
  useEffect(() => {
    if (state.columns === undefined && remembered !== undefined) change({ columns: remembered });
  }, [state.columns, remembered, change]);

  const showView = useCallback(
    (name: string) => {
      const isDefault = name === views[0]?.name;
      change({ view: isDefault ? undefined : name, sort: undefined, where: undefined, columns: undefined }, true);
    },
    [views, change],
  );
  const setColumns = useCallback(
    (next: readonly ColumnSpec[] | undefined) => {
      const text = next && printColumns(next);
      rememberColumns(entity.name, viewName, text);
      setArrangements((count) => count + 1);
      change({ columns: text });
    },
    [entity, viewName, change],
  );

  return {
    views,
    view,
    state,
    specs,
    columns,
    query,
    sort: state.sort ?? view?.sort,
    change,
    onSort: useCallback((next) => change({ sort: next }), [change]),
    showView,
    setColumns,
  };
}
