import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { userEntity } from '../../../../core/model/actorFields.ts';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { recordKeys } from '../../api/keys.ts';
import { useEntity, useLoadLabel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { plainText } from '../../lib/values.ts';
import type { ShownGroup } from '../../store/groupedBy.ts';
import { valueType } from '../../store/valueType.ts';

const none: ReadonlyMap<string, string> = new Map();

/** What the values of groups are called where they do not say it themselves: names of records and users, dates, amounts. */
export function useGroupTitles(
  field: BrowserField,
  groups: readonly ShownGroup[] | undefined,
): ReadonlyMap<string, string> {
  const format = useFormat();
  const type = valueType(field);
  const target = type === 'user' ? userEntity : (field.relation?.targets[0] ?? '');
  const entity = useEntity(target);
  const load = useLoadLabel();
  const values = useMemo(
    () => (groups ?? []).flatMap(({ value }) => (value === null ? [] : [String(value)])),
    [groups],
  );
  const ids = entity && (type === 'user' || field.relation) ? values : [];
  const labels = useQueries({
    queries: ids.map((id) => ({
      queryKey: recordKeys.label(target, id),
      queryFn: () => load(target, entity?.display ?? 'id', id),
      staleTime: 60_000,
    })),
    combine: (results) => results.map(({ data }) => (data === undefined ? '…' : plainText(data) || '—')).join('\n'),
  });
  return useMemo(() => {
    if (ids.length > 0) return new Map(labels.split('\n').map((label, index) => [ids[index] ?? '', label]));
    const write = type === 'date' ? format.date : type === 'duration' ? format.duration : undefined;
    return write ? new Map(values.map((value) => [value, write(value)])) : none;
  }, [ids, labels, values, type, format]);
}
