import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { recordKeys } from '../../api/keys.ts';
import { type ListQuery, listRecords } from '../../api/records.ts';
import { celText } from '../../lib/celText.ts';
import { addDays, type Day, startOf } from '../../store/calendar/days.ts';
import { type Entry, type EntryFields, entryOf, hasDays, inOrder, isWithin } from '../../store/calendar/entries.ts';
import { type Condition, joined } from '../../store/groupedBy.ts';

export interface Entries {
  readonly entries: readonly Entry[];
  readonly isLoading: boolean;
  /** There are more than can be shown at once. */
  readonly isCut: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Entries that one look can hold: as many as the server gives in a page. */
const most = 1000;

/**
 * The records of a calendar between two days, both included. What begins in between is a range of an index; what began
 * before and is still going on is asked for by itself, because together they would be none.
 */
export function useEntries(
  entity: BrowserEntity,
  fields: EntryFields,
  select: string,
  { where, search }: Condition,
  from: Day,
  to: Day,
): Entries {
  const { start, end } = fields;
  const queries = useMemo(() => {
    const moment = (day: Day) => celText(hasDays(fields) ? day : startOf(day).toISOString());
    const [begin, after] = [moment(from), moment(addDays(to, 1))];
    const query = (own: string): ListQuery => {
      const all = joined([where, own]);
      return {
        select,
        sort: start.name,
        limit: most,
        ...(all === undefined ? {} : { where: all }),
        ...(search === undefined ? {} : { search }),
      };
    };
    return {
      beginning: query(`${start.name} >= ${begin} && ${start.name} < ${after}`),
      running: end ? query(`${start.name} < ${begin} && ${end.name} >= ${begin}`) : undefined,
    };
  }, [fields, start, end, select, where, search, from, to]);

  const read = (query: ListQuery | undefined) => ({
    queryKey: recordKeys.entries(entity.name, query ?? {}),
    queryFn: ({ signal }: { signal: AbortSignal }) => listRecords(entity.name, query ?? {}, signal),
    enabled: query !== undefined,
    placeholderData: keepPreviousData,
  });
  const beginning = useQuery(read(queries.beginning));
  const running = useQuery(read(queries.running));
  const entries = useMemo(() => {
    const records = [...(running.data?.data ?? []), ...(beginning.data?.data ?? [])];
    const found = records.flatMap((record) => entryOf(record, fields) ?? []);
    return inOrder([...new Map(found.map((entry) => [entry.id, entry])).values()]).filter((entry) =>
      isWithin(entry, from, to),
    );
  }, [beginning.data, running.data, fields, from, to]);

  const failed = [beginning, running].find(({ error, data }) => error && !data);
  return {
    entries,
    isLoading: beginning.isLoading,
    isCut: [beginning, running].some(({ data }) => (data?.next ?? null) !== null),
    error: failed?.error,
    retry: () => {
      beginning.refetch();
      if (queries.running) running.refetch();
    },
  };
}
