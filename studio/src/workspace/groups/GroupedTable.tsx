import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { ListQuery } from '../../api/records.ts';
import { useSizes } from '../../app/PreferencesContext.tsx';
import { optionOf } from '../../fields/shared/options.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import type { GroupRow, GroupRows } from '../../store/groupRows.ts';
import { findField } from '../../store/model.ts';
import { isSelected, type Selection } from '../../store/selection.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { columnTitle } from '../board/columnTitle.ts';
import { pinnedStarts } from '../list/columnLayout.ts';
import { ErrorStrip } from '../list/ErrorStrip.tsx';
import { ListCard } from '../list/ListCard.tsx';
import { ListRow, type RowHandlers } from '../list/ListRow.tsx';
import { cardHeight, headHeight, TableFrame } from '../list/TableFrame.tsx';
import { useActiveRow } from '../list/useActiveRow.ts';
import type { ListSetup } from '../list/useListSetup.ts';
import { useRowWindow } from '../list/useRowWindow.ts';
import styles from './GroupedTable.module.css';
import { GroupHead } from './GroupHead.tsx';
import { useGroupKeys } from './useGroupKeys.ts';
import { useGroupPages } from './useGroupPages.ts';

/** What of a list decides its rows and columns, and is changed in its head. */
export interface GroupedSetup extends Pick<ListSetup, 'columns' | 'specs' | 'query' | 'sort'> {
  readonly onSort: (sort: string | undefined) => void;
  readonly setColumns: ListSetup['setColumns'];
}

interface GroupedTableProps extends RowHandlers {
  readonly entity: BrowserEntity;
  readonly field: BrowserField;
  readonly sumField: string | undefined;
  readonly titles: ReadonlyMap<string, string>;
  readonly setup: GroupedSetup;
  readonly rows: GroupRows;
  readonly isLoading: boolean;
  /** There are more groups than are shown. */
  readonly isCut: boolean;
  readonly mostGroups: number;
  readonly queryOf: (row: GroupRow) => ListQuery;
  readonly isOpen: (key: string) => boolean;
  readonly onToggle: (key: string) => void;
  readonly selection: Selection;
  readonly onSelectAll: (all: boolean) => void;
  readonly onClear: () => void;
  /** The record beside the list; absent: none. */
  readonly peeked: string | undefined;
  /** Nothing is beside the list any more. */
  readonly onUnpeek: (() => void) | undefined;
}

/** Rows in groups that open and close. Only those in sight are in the page, whatever their number. */
export function GroupedTable(props: GroupedTableProps) {
  const { entity, field, sumField, titles, setup, rows, isLoading, queryOf, isOpen, onToggle, selection } = props;
  const { onSelect, onOpen, onPeek } = props;
  const { columns, specs } = setup;
  const { t } = useTranslation();
  const format = useFormat();
  const isNarrow = useIsNarrow();
  const { row: rowSize } = useSizes();
  const scroller = useRef<HTMLDivElement>(null);
  const head = isNarrow ? 0 : headHeight;
  const view = useRowWindow(scroller, rows.total, isNarrow ? cardHeight : rowSize, head);
  const { first, last } = view;
  const { recordAt, error, retry } = useGroupPages(entity.name, rows, queryOf, first, last);
  const idAt = (index: number | undefined) => {
    const row = index === undefined ? undefined : rows.rowAt(index);
    const id = row && recordAt(row)?.id;
    return typeof id === 'string' ? id : undefined;
  };
  const active = useGroupKeys({ ...props, total: rows.total, idAt });
  useActiveRow(scroller, active, view.reveal);
  const texts = useMemo(() => ({ select: t('list.select'), untitled: t('record.untitled') }), [t]);
  const pinned = useMemo(() => pinnedStarts(columns), [columns]);
  const isSelecting = selection.all || selection.ids.size > 0;
  const summed = sumField === undefined ? undefined : findField(entity, sumField);
  const sumText = (sum: number | undefined) => {
    if (!summed) return undefined;
    const value = sum ?? 0;
    return typeof summed.currency === 'string'
      ? format.money(value, summed.currency)
      : format.number(value, summed.scale ?? 2);
  };

  return (
    <TableFrame
      label={entity.pluralTitle}
      scroller={scroller}
      count={rows.total}
      view={view}
      isBusy={isLoading}
      columns={columns}
      specs={specs}
      pinned={pinned}
      sort={setup.sort}
      onSort={setup.onSort}
      onColumns={setup.setColumns}
      selection={selection}
      onSelectAll={props.onSelectAll}
      foot={
        <>
          {props.isCut ? <p className={styles.cut}>{t('groups.cut', { count: props.mostGroups })}</p> : null}
          {error === undefined ? null : <ErrorStrip error={error} onRetry={retry} />}
        </>
      }
    >
      {Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => {
        const index = first + offset;
        const row = rows.rowAt(index);
        if (!row) return null;
        const { group } = row;
        if (row.kind === 'head') {
          return (
            <GroupHead
              key={`head ${group.key}`}
              index={index}
              title={columnTitle(t, field, group.value, titles)}
              color={field.options && group.value !== null ? optionOf(field, String(group.value)).color : undefined}
              count={format.number(group.count)}
              sum={sumText(group.sum)}
              isOpen={isOpen(group.key)}
              isActive={active === index}
              onToggle={() => onToggle(group.key)}
            />
          );
        }
        const record = recordAt(row);
        const common = {
          entity,
          columns,
          record,
          index,
          isSelected: record !== undefined && isSelected(selection, String(record.id)),
          isOpenable: true,
          texts,
        };
        const key = record ? `${group.key} ${row.at}` : `place ${offset}`;
        return isNarrow ? (
          <ListCard key={key} {...common} isSelecting={isSelecting} onOpen={onOpen} onSelect={onSelect} />
        ) : (
          <ListRow
            key={key}
            {...common}
            pinned={pinned}
            isActive={active === index}
            onSelect={onSelect}
            onOpen={onOpen}
            onPeek={onPeek}
          />
        );
      })}
    </TableFrame>
  );
}
