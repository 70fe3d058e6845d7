import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { recordKeys } from '../../api/keys.ts';
import { plainText } from '../../lib/values.ts';
import { listViews } from '../../store/listViews.ts';
import { useEntity, useLoadLabel, useModel } from '../ModelContext.tsx';
import type { Place } from './createVisits.ts';

interface PlaceTitle {
  readonly title: string;
  readonly icon: string | undefined;
  /** What kind of place: the entity's name, in the user's language. */
  readonly kind: string;
}

/** What a place is called now; undefined while it is being read, and when it is gone. */
export function usePlaceTitle({ entity: name, id, view }: Place): PlaceTitle | undefined {
  const { t } = useTranslation();
  const model = useModel();
  const entity = useEntity(name);
  const load = useLoadLabel();
  const { data: label } = useQuery({
    queryKey: recordKeys.label(name, id ?? ''),
    queryFn: () => load(name, entity?.display ?? 'id', id ?? ''),
    enabled: entity !== undefined && id !== undefined,
    staleTime: 60_000,
  });
  if (!entity) return undefined;
  const { icon, title: kind, pluralTitle } = entity;
  if (id !== undefined) {
    const title = plainText(label);
    return title ? { title, icon, kind } : undefined;
  }
  if (view === undefined) return { title: pluralTitle, icon, kind };
  const found = listViews(model, entity, t('list.all')).find((candidate) => candidate.name === view);
  return found ? { title: found.title, icon, kind } : undefined;
}
