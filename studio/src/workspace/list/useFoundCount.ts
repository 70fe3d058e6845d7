import { useQuery } from '@tanstack/react-query';
import { recordKeys } from '../../api/keys.ts';
import { type ListQuery, listRecords } from '../../api/records.ts';

/** How many records a query finds; undefined until they are counted. */
export function useFoundCount(entity: string, { where, search }: ListQuery): number | undefined {
  const query: ListQuery = {
    select: 'id',
    limit: 1,
    count: true,
    ...(where === undefined ? {} : { where }),
    ...(search === undefined ? {} : { search }),
  };
  const { data } = useQuery({
    queryKey: recordKeys.count(entity, query),
    queryFn: async ({ signal }) => (await listRecords(entity, query, signal)).count ?? null,
  });
  return data ?? undefined;
}
