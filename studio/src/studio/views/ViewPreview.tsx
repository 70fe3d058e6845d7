import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import type { Span } from '../../store/calendar/span.ts';
import type { ColumnSpec } from '../../store/columnSpec.ts';
import { conditionOf } from '../../store/groupedBy.ts';
import { listQuery } from '../../store/listQuery.ts';
import { type ListView, listColumns, viewColumns } from '../../store/listViews.ts';
import { nothingSelected } from '../../store/selection.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Board } from '../../workspace/board/Board.tsx';
import { Calendar } from '../../workspace/calendar/Calendar.tsx';
import { GroupedRecords } from '../../workspace/groups/GroupedRecords.tsx';
import { EmptyList } from '../../workspace/list/EmptyList.tsx';
import { ListTable } from '../../workspace/list/ListTable.tsx';
import { type PageSpan, useListRows } from '../../workspace/list/useListRows.ts';
import { withMember } from '../entities/document/members.ts';
import { runnableView } from './document/runnableView.ts';
import { viewOf, withColumns } from './document/viewDocument.ts';
import type { ViewEditing } from './useViewDraft.ts';
import styles from './ViewPage.module.css';

interface ViewPreviewProps {
  readonly editing: ViewEditing;
  /** As the server has it. */
  readonly entity: BrowserEntity;
}

interface ShownProps {
  readonly view: ListView;
  readonly entity: BrowserEntity;
  readonly editing: ViewEditing;
}

/** The real records, shown as the view would show them. Its columns and its order can be changed right there. */
export function ViewPreview({ editing, entity }: ViewPreviewProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { document } = editing;
  const { view, isPartial } = useMemo(
    () => runnableView(viewOf(document, model, entity), model, entity),
    [document, model, entity],
  );
  const condition = useMemo(() => conditionOf(entity, view, {}), [entity, view]);
  const [look, setLook] = useState<{ readonly at?: string | undefined; readonly span?: Span | undefined }>({});
  const nothing = () => {};
  return (
    <>
      {isPartial ? (
        <p className={styles.partial} role="status">
          {t('viewDesigner.partial')}
        </p>
      ) : null}
      <div className={styles.records}>
        {view.type === 'board' ? (
          <Board
            entity={entity}
            view={view}
            condition={condition}
            sort={view.sort}
            onOpen={nothing}
            onPeek={nothing}
            isFixed
          />
        ) : view.type === 'calendar' ? (
          <Calendar
            entity={entity}
            view={view}
            condition={condition}
            at={look.at}
            span={look.span}
            onLook={(change) => setLook((before) => ({ ...before, ...change }))}
            onPeek={nothing}
            isFixed
          />
        ) : view.groupBy === undefined ? (
          <Rows view={view} entity={entity} editing={editing} />
        ) : (
          <Groups view={view} entity={entity} editing={editing} />
        )}
      </div>
    </>
  );
}

function useTable({ view, entity, editing }: ShownProps) {
  const model = useModel();
  const { change } = editing;
  return useMemo(() => {
    const specs = viewColumns(view);
    const columns = listColumns(model, entity, specs);
    return {
      specs,
      columns,
      query: listQuery(model, entity, view, columns, {}),
      sort: view.sort,
      onSort: (sort: string | undefined) => change((before) => withMember(before, 'sort', sort)),
      setColumns: (next: readonly ColumnSpec[] | undefined) =>
        next && next.length > 0 && change((before) => withColumns(before, next), 'columns'),
    };
  }, [model, entity, view, change]);
}

function Groups(props: ShownProps) {
  const { view, entity } = props;
  const setup = useTable(props);
  const condition = useMemo(() => conditionOf(entity, view, {}), [entity, view]);
  const nothing = () => {};
  return (
    <GroupedRecords
      entity={entity}
      view={view}
      condition={condition}
      setup={setup}
      onOpen={nothing}
      onPeek={nothing}
      onReset={undefined}
    />
  );
}

function Rows(props: ShownProps) {
  const { view, entity } = props;
  const { specs, columns, query, sort, onSort, setColumns } = useTable(props);
  const [span, setSpan] = useState<PageSpan>({ from: 0, to: 0 });
  const rows = useListRows(entity.name, query, span);
  const nothing = () => {};
  if (rows.error !== undefined && rows.total === 0) return <ErrorNotice error={rows.error} onRetry={rows.retry} />;
  if (!rows.isLoading && !rows.isStale && rows.total === 0) {
    return <EmptyList entity={entity} isFiltered={view.where !== undefined} onReset={undefined} />;
  }
  return (
    <ListTable
      entity={entity}
      columns={columns}
      specs={specs}
      rows={rows}
      listKey={query}
      onSpan={setSpan}
      sort={sort}
      onSort={onSort}
      onColumns={setColumns}
      selection={nothingSelected}
      onSelect={nothing}
      onSelectAll={nothing}
      active={undefined}
      onOpen={nothing}
      onPeek={nothing}
      isOpenable={false}
    />
  );
}
