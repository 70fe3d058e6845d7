import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BrowserEntity, BrowserModel } from '../../../../../core/model/browserModel.ts';
import { recordKeys } from '../../../api/keys.ts';
import { listRecords, type RecordValues } from '../../../api/records.ts';
import { listColumns, viewColumns } from '../../../store/listViews.ts';
import { findEntity, viewsOf } from '../../../store/model.ts';
import { selectForList } from '../../../store/selectFields.ts';
import { sampleValues } from './sampleValues.ts';

const most = 12;

/** What the server calls the entity, and those of its fields that have another name in the draft. */
export interface SavedNames {
  /** undefined: the server does not have it yet. */
  readonly entity: string | undefined;
  readonly fields: readonly { readonly name: string; readonly was: string }[];
}

/**
 * Some real records under the names that their fields have in the draft; made-up ones where there are none.
 * `live`: the model that the server answers by.
 */
export function useSampleRecords(
  live: BrowserModel,
  drafted: BrowserEntity,
  savedNames: SavedNames,
): readonly RecordValues[] {
  const entity = savedNames.entity === undefined ? undefined : findEntity(live, savedNames.entity);
  const query = useMemo(() => {
    if (!entity) return undefined;
    const [view] = viewsOf(live, entity.name);
    const columns = listColumns(live, entity, viewColumns(view));
    const own = entity.fields.filter(({ relation, children }) => !relation && !children).map((field) => field.name);
    const related = selectForList(live, entity, columns)
      .split(/,(?![^(]*\))/)
      .filter((part) => !own.includes(part));
    return { select: [...own, ...related.filter((part) => part !== 'id')].join(','), limit: most };
  }, [live, entity]);
  const { data } = useQuery({
    queryKey: query && entity ? recordKeys.related(entity.name, query) : ['records', 'none'],
    queryFn: ({ signal }) => listRecords(entity?.name ?? '', query ?? {}, signal),
    enabled: query !== undefined,
    retry: false,
  });

  return useMemo(() => {
    const records = data?.data ?? [];
    if (records.length === 0) return Array.from({ length: 5 }, (_, index) => sampleValues(drafted.fields, index));
    return records.map((record) => {
      const renamed = savedNames.fields.map(({ name, was }) => [name, record[was] ?? null] as const);
      return { ...record, ...Object.fromEntries(renamed) };
    });
  }, [data, savedNames, drafted]);
}
