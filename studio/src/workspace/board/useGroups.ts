import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { type GroupQuery, listGroups } from '../../api/groups.ts';
import { recordKeys } from '../../api/keys.ts';
import { type Condition, orderGroups, type ShownGroup } from '../../store/groupedBy.ts';

export interface Groups {
  /** undefined while they are being counted. */
  readonly groups: readonly ShownGroup[] | undefined;
  /** What was asked, to find them in the cache. */
  readonly query: GroupQuery;
  /** There are more than are shown. */
  readonly isCut: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The records of a condition in groups by a field, counted, and added up by another one. */
export function useGroups(
  entity: BrowserEntity,
  field: BrowserField,
  { where, search }: Condition,
  { sum, limit, withEmpty }: { readonly sum?: string | undefined; readonly limit: number; readonly withEmpty: boolean },
): Groups {
  const query = useMemo(
    (): GroupQuery => ({
      field: field.name,
      limit: limit + 1,
      ...(where === undefined ? {} : { where }),
      ...(search === undefined ? {} : { search }),
      ...(sum === undefined ? {} : { sum }),
    }),
    [field.name, where, search, sum, limit],
  );
  const { data, error, refetch } = useQuery({
    queryKey: recordKeys.groups(entity.name, query),
    queryFn: ({ signal }) => listGroups(entity.name, query, signal),
    // Another filter: what was there stays until there is something else.
    placeholderData: keepPreviousData,
  });
  const groups = useMemo(
    () => (data ? orderGroups(field, data.slice(0, limit), withEmpty) : undefined),
    [data, field, limit, withEmpty],
  );
  return { groups, query, isCut: (data?.length ?? 0) > limit, error: data ? undefined : error, retry: refetch };
}
