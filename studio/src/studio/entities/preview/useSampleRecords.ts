import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BrowserEntity, BrowserModel } from '../../../../../core/model/browserModel.ts';
import { recordKeys } from '../../../api/keys.ts';
import { listRecords, type RecordValues } from '../../../api/records.ts';
import { listColumns, viewColumns } from '../../../store/listViews.ts';
import { findEntity, viewsOf } from '../../../store/model.ts';
import { selectForList } from '../../../store/selectFields.ts';
import { entityFields } from '../document/entityFields.ts';
import { textAt } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import { sampleValues } from './sampleValues.ts';

const most = 12;

/**
 * Some real records under the names that their fields have in the draft; made-up ones where there are none.
 * `live`: the model that the server answers by.
 */
export function useSampleRecords(live: BrowserModel, drafted: BrowserEntity): readonly RecordValues[] {
  const { name, saved, fields } = useEntityEditing();
  const savedName = saved ? (textAt(saved, '$id') ?? name) : undefined;
  const entity = savedName === undefined ? undefined : findEntity(live, savedName);
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
    const before = saved ? entityFields(saved) : [];
    const names = new Map(before.map((field) => [field.id, field.name]));
    const records = data?.data ?? [];
    if (records.length === 0) return Array.from({ length: 5 }, (_, index) => sampleValues(drafted.fields, index));
    return records.map((record) => {
      const renamed = fields.flatMap((field) => {
        const was = names.get(field.id);
        return was !== undefined && was !== field.name ? [[field.name, record[was] ?? null] as const] : [];
      });
      return { ...record, ...Object.fromEntries(renamed) };
    });
  }, [data, saved, fields, drafted]);
}
