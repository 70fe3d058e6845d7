import { useQueryClient } from '@tanstack/react-query';
import { Rows3 } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { listIds } from '../../api/listPage.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { type Condition, inGroup } from '../../store/groupedBy.ts';
import { type GroupRow, groupRows } from '../../store/groupRows.ts';
import type { ListView } from '../../store/listViews.ts';
import { findField } from '../../store/model.ts';
import { everythingSelected, isSelected, nothingSelected, select, selectedCount } from '../../store/selection.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useGroups } from '../board/useGroups.ts';
import { useGroupTitles } from '../board/useGroupTitles.ts';
import { EmptyList } from '../list/EmptyList.tsx';
import { SelectionBar } from '../list/SelectionBar.tsx';
import { useFoundCount } from '../list/useFoundCount.ts';
import { type GroupedSetup, GroupedTable } from './GroupedTable.tsx';

/** Groups of a list at most. */
const mostGroups = 200;

interface GroupedRecordsProps {
  readonly entity: BrowserEntity;
  readonly view: ListView;
  readonly condition: Condition;
  readonly setup: GroupedSetup;
  readonly onOpen: (id: string) => void;
  readonly onPeek: (id: string) => void;
  /** The record beside the list, and what takes it away. */
  readonly peeked?: string | undefined;
  readonly onUnpeek?: (() => void) | undefined;
  /** Takes search and filter away; absent: there are none. */
  readonly onReset: (() => void) | undefined;
}

/** The records of a view in groups. The server counts them; records are read when they come in sight. */
export function GroupedRecords(props: GroupedRecordsProps) {
  const { entity, view, condition, setup, onOpen, onPeek, onReset } = props;
  const { t } = useTranslation();
  const model = useModel();
  const cache = useQueryClient();
  const { query, sort } = setup;
  const count = useFoundCount(entity.name, condition);
  const field = findField(entity, view.groupBy ?? '');
  const shown = field ?? entity.fields[0];
  if (!shown) throw new Error('An entity without fields');
  const { groups, isCut, error, retry } = useGroups(entity, shown, condition, {
    sum: view.sumField,
    limit: mostGroups,
    withEmpty: false,
  });
  const titles = useGroupTitles(shown, groups);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => groupRows(groups ?? [], (key) => !closed.has(key)), [groups, closed]);
  const { select: fields } = query;
  const queryOf = useCallback(
    ({ group }: GroupRow) => ({
      ...(fields === undefined ? {} : { select: fields }),
      ...inGroup(model, entity, shown, group.value, condition),
      ...(sort ? { sort } : {}),
    }),
    [model, entity, shown, condition, fields, sort],
  );

  const [selection, setSelection] = useState(nothingSelected);
  const last = useRef<number>(undefined);
  const clear = useCallback(() => setSelection(nothingSelected), []);
  const toggle = useCallback(
    async (index: number, id: string, isRange: boolean) => {
      const from = isRange ? last.current : undefined;
      last.current = index;
      if (from === undefined) {
        setSelection((current) => select(current, [id], !isSelected(current, id)));
        return;
      }
      const ids: string[] = [];
      for (const { row, to } of runs(rows.rowAt, Math.min(from, index), Math.max(from, index))) {
        ids.push(...(await listIds(cache, entity.name, queryOf(row), { from: row.at, to })));
      }
      setSelection((current) => select(current, ids, true));
    },
    [cache, entity, rows, queryOf],
  );

  if (!field) return <Notice icon={<Rows3 size={20} />} title={t('board.noField')} text={t('board.noFieldText')} />;
  const isEmpty = groups?.length === 0;
  return (
    <>
      {error ? (
        <ErrorNotice error={error} onRetry={retry} />
      ) : isEmpty ? (
        <EmptyList entity={entity} isFiltered={onReset !== undefined || view.where !== undefined} onReset={onReset} />
      ) : (
        <GroupedTable
          entity={entity}
          field={field}
          sumField={view.sumField}
          titles={titles}
          setup={setup}
          rows={rows}
          isLoading={groups === undefined}
          isCut={isCut}
          mostGroups={mostGroups}
          queryOf={queryOf}
          isOpen={(key) => !closed.has(key)}
          onToggle={(key) =>
            setClosed(
              (before) => new Set(before.has(key) ? [...before].filter((each) => each !== key) : [...before, key]),
            )
          }
          selection={selection}
          onSelect={toggle}
          onSelectAll={(all) => setSelection(all ? everythingSelected : nothingSelected)}
          onOpen={(_, id) => onOpen(id)}
          onPeek={(_, id) => onPeek(id)}
          onClear={clear}
          peeked={props.peeked}
          onUnpeek={props.onUnpeek}
        />
      )}
      <SelectionBar
        entity={entity}
        query={query}
        selection={selection}
        count={selectedCount(selection, count ?? 0)}
        onDone={clear}
      />
    </>
  );
}

/** Rows in a span that belong to one group, as its first and the place of the last. */
function runs(
  rowAt: (index: number) => GroupRow | undefined,
  from: number,
  to: number,
): { row: GroupRow & { kind: 'record' }; to: number }[] {
  const found: { row: GroupRow & { kind: 'record' }; to: number }[] = [];
  for (let index = from; index <= to; index += 1) {
    const row = rowAt(index);
    if (row?.kind !== 'record') continue;
    const before = found.at(-1);
    if (before?.row.group === row.group) before.to = row.at;
    else found.push({ row, to: row.at });
  }
  return found;
}
