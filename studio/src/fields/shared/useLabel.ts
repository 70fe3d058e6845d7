import { useQuery } from '@tanstack/react-query';
import { recordKeys } from '../../api/keys.ts';
import { useEntity, useLoadLabel } from '../../app/ModelContext.tsx';
import { plainText } from '../../lib/values.ts';

/** What stands for a record in a chip: the text of its display field, undefined while it is being read. */
export function useLabel(entityName: string, id: string): string | undefined {
  const entity = useEntity(entityName);
  const load = useLoadLabel();
  const { data } = useQuery({
    queryKey: recordKeys.label(entityName, id),
    queryFn: () => load(entityName, entity?.display ?? 'id', id),
    enabled: entity !== undefined,
    staleTime: 60_000,
  });
  return data === undefined ? undefined : plainText(data) || '—';
}
