import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { userEntity } from '../../../../../core/model/actorFields.ts';
import { recordKeys } from '../../../api/keys.ts';
import { useEntity, useLoadLabel } from '../../../app/ModelContext.tsx';
import { useFormat } from '../../../fields/shared/useFormat.ts';
import { plainText } from '../../../lib/values.ts';
import { bucketTitle } from '../../../store/pages/bucketTitle.ts';
import type { ChartGroup, GroupField } from '../../../store/pages/chartData.ts';
import { valueType } from '../../../store/valueType.ts';

/** What the groups are called: options and pieces of time by their names, records by theirs once they are read. */
export function useGroupTitles({ field, bucket }: GroupField, groups: readonly ChartGroup[]): readonly string[] {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const target = valueType(field) === 'user' ? userEntity : field.relation?.targets[0];
  const labels = useLabels(target, groups);
  return groups.map(({ key, isRest }) => {
    if (isRest) return t('pages.rest');
    if (key === null) return t('pages.none');
    if (bucket !== undefined) return bucketTitle(i18n.language, bucket, String(key));
    if (typeof key === 'boolean') return key ? t('value.yes') : t('value.no');
    if (typeof key === 'number') return format.number(key);
    if (target !== undefined) return labels.get(key) ?? '…';
    return field.options?.find(({ value }) => value === key)?.title ?? key;
  });
}

function useLabels(target: string | undefined, groups: readonly ChartGroup[]): ReadonlyMap<string, string> {
  const entity = useEntity(target ?? '');
  const load = useLoadLabel();
  const ids = entity ? groups.flatMap(({ key }) => (typeof key === 'string' ? [key] : [])) : [];
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: recordKeys.label(entity?.name ?? '', id),
      queryFn: () => load(entity?.name ?? '', entity?.display ?? 'id', id),
      staleTime: 60_000,
    })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, at) => {
          const id = ids[at];
          return id === undefined || data === undefined ? [] : [[id, plainText(data) || '—'] as const];
        }),
      ),
  });
}
