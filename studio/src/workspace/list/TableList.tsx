import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { lazyWithAntd } from '../../app/lazyWithAntd.tsx';
import { isSelected, selectedCount } from '../../store/selection.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { useDelete } from '../record/useDelete.ts';
import { EmptyList } from './EmptyList.tsx';
import { ErrorStrip } from './ErrorStrip.tsx';
import { ListFrame } from './ListFrame.tsx';
import { ListTable } from './ListTable.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useListKeys } from './useListKeys.ts';
import { type PageSpan, useListRows } from './useListRows.ts';
import type { ListSetup } from './useListSetup.ts';
import { usePreloadedPages } from './usePreloadedPages.ts';
import { useSelection } from './useSelection.ts';

// Brings antd's controls with it.
const PeekPanel = lazyWithAntd(async () => (await import('../record/PeekPanel.tsx')).PeekPanel);

interface TableListProps {
  readonly entity: BrowserEntity;
  readonly setup: ListSetup;
}

/** The records of an entity as rows. */
export function TableList({ entity, setup }: TableListProps) {
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const { state, view, query, change } = setup;
  const [span, setSpan] = useState<PageSpan>({ from: 0, to: 0 });
  const rows = useListRows(entity.name, query, span);
  const { selection, clear, selectAll, toggle } = useSelection(entity.name, query, rows);
  const remove = useDelete(entity);
  const [active, setActive] = useState<number>();
  const selected = selectedCount(selection, rows.total);

  const open = useCallback(
    (index: number, id: string) =>
      navigate({
        to: '/$entity/$id',
        params: { entity: entity.name, id },
        state: (before) => ({ ...before, list: { query, index } }),
      }),
    [navigate, entity, query],
  );
  const peek = useCallback(
    (index: number, id: string) => {
      setActive(index);
      if (isNarrow) open(index, id);
      else change({ peek: id });
    },
    [isNarrow, open, change],
  );
  const select = useCallback(
    (index: number, id: string, isRange: boolean) => {
      setActive(index);
      toggle(index, id, isRange);
    },
    [toggle],
  );
  const go = useCallback(
    (index: number) => {
      setActive(index);
      const id = rows.rowAt(index)?.id;
      if (state.peek && typeof id === 'string') change({ peek: id });
    },
    [rows, state.peek, change],
  );

  usePreloadedPages(entity, !rows.isLoading);

  useListKeys({
    move(step, isRange) {
      const from = active ?? -1;
      const to = Math.min(rows.total - 1, Math.max(0, from + step));
      if (rows.total === 0) return;
      if (isRange) {
        for (const index of active === undefined ? [to] : [from, to]) {
          const id = rows.rowAt(index)?.id;
          if (typeof id === 'string' && !isSelected(selection, id)) toggle(index, id, false);
        }
      }
      go(to);
    },
    select(isRange) {
      const id = active === undefined ? undefined : rows.rowAt(active)?.id;
      if (active !== undefined && typeof id === 'string') toggle(active, id, isRange);
    },
    selectAll: () => selectAll(true),
    open() {
      const id = active === undefined ? undefined : rows.rowAt(active)?.id;
      if (active !== undefined && typeof id === 'string') open(active, id);
    },
    peek() {
      const id = active === undefined ? undefined : rows.rowAt(active)?.id;
      if (state.peek) change({ peek: undefined });
      else if (active !== undefined && typeof id === 'string') peek(active, id);
    },
    remove() {
      if (!selection.all && selection.ids.size > 0) remove([...selection.ids]).then(clear);
    },
    leave() {
      if (state.peek) change({ peek: undefined });
      else if (selected > 0) clear();
      else setActive(undefined);
    },
  });

  const isFiltered = Boolean(state.q ?? state.where ?? view?.where);
  const isEmpty = !rows.isLoading && !rows.isStale && rows.total === 0 && rows.error === undefined;
  const position = active !== undefined && rows.rowAt(active)?.id === state.peek ? active : undefined;

  return (
    <ListFrame
      entity={entity}
      setup={setup}
      count={rows.count}
      onView={clear}
      peek={
        state.peek && !isNarrow ? (
          <PeekPanel
            key={state.peek}
            entity={entity}
            id={state.peek}
            position={position}
            total={rows.total}
            onGo={go}
            onOpen={() => open(position ?? 0, state.peek ?? '')}
            onClose={() => change({ peek: undefined })}
          />
        ) : null
      }
    >
      {rows.error !== undefined && rows.total === 0 ? (
        <ErrorNotice error={rows.error} onRetry={rows.retry} />
      ) : isEmpty ? (
        <EmptyList
          entity={entity}
          isFiltered={isFiltered}
          onReset={state.q || state.where ? () => change({ q: undefined, where: undefined }) : undefined}
        />
      ) : (
        <ListTable
          entity={entity}
          columns={setup.columns}
          specs={setup.specs}
          rows={rows}
          listKey={query}
          onSpan={setSpan}
          sort={setup.sort}
          onSort={(sort) => change({ sort })}
          onColumns={setup.setColumns}
          selection={selection}
          onSelect={select}
          onSelectAll={selectAll}
          active={active}
          onOpen={open}
          onPeek={peek}
          isOpenable
        />
      )}
      {rows.error !== undefined && rows.total > 0 ? <ErrorStrip error={rows.error} onRetry={rows.retry} /> : null}
      <SelectionBar entity={entity} query={query} selection={selection} count={selected} onDone={clear} />
    </ListFrame>
  );
}
