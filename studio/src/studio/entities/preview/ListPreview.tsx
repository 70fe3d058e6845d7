import { useMemo } from 'react';
import type { BrowserEntity } from '../../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../../api/records.ts';
import { useModel } from '../../../app/ModelContext.tsx';
import { EntityScope } from '../../../fields/EntityScope.tsx';
import { listColumns, viewColumns } from '../../../store/listViews.ts';
import { viewsOf } from '../../../store/model.ts';
import { nothingSelected } from '../../../store/selection.ts';
import { ListTable } from '../../../workspace/list/ListTable.tsx';
import type { ListRows } from '../../../workspace/list/useListRows.ts';
import styles from './EntityPreview.module.css';

interface ListPreviewProps {
  readonly entity: BrowserEntity;
  readonly records: readonly RecordValues[];
}

/** The generated list itself, of a few records, of which none can be opened. */
export function ListPreview({ entity, records }: ListPreviewProps) {
  const model = useModel();
  const [view] = viewsOf(model, entity.name);
  const specs = useMemo(() => viewColumns(view), [view]);
  const columns = useMemo(() => listColumns(model, entity, specs), [model, entity, specs]);
  const rows = useMemo(
    (): ListRows => ({
      total: records.length,
      count: records.length,
      rowAt: (index) => records[index],
      isLoading: false,
      isStale: false,
      error: undefined,
      retry: nothing,
    }),
    [records],
  );
  return (
    <div className={styles.list}>
      <EntityScope value={entity.name}>
        <ListTable
          entity={entity}
          columns={columns}
          specs={specs}
          rows={rows}
          listKey={view?.name}
          onSpan={nothing}
          sort={view?.sort}
          onSort={nothing}
          onColumns={nothing}
          selection={nothingSelected}
          onSelectAll={nothing}
          onSelect={nothing}
          onOpen={nothing}
          onPeek={nothing}
          active={undefined}
          isOpenable={false}
        />
      </EntityScope>
    </div>
  );
}

function nothing(): void {}
