import { useQueries } from '@tanstack/react-query';
import { recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { plainText } from '../../lib/values.ts';
import { visibleEntities } from '../../store/model.ts';

export interface DeletedRecord {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
  /** ISO */
  readonly deletedAt: string;
}

export interface Deleted {
  /** How many of each entity are in the recycle bin; only those that are. */
  readonly counts: ReadonlyMap<string, number>;
  /** What was deleted last, of all entities, the latest first. */
  readonly records: readonly DeletedRecord[];
  /** In all of them. */
  readonly total: number;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** As many are shown of all entities together; each entity's own bin holds the rest. */
const shown = 100;

/** What lies in the recycle bin, over all entities: one request an entity. */
export function useDeleted(): Deleted {
  const entities = visibleEntities(useModel());
  return useQueries({
    queries: entities.map(({ name, display }) => ({
      queryKey: [...recordKeys.lists(name), 'deleted'],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const select = [...new Set(['id', display, 'deletedAt'])].join(',');
        return listRecords(name, { select, deleted: true, sort: '-deletedAt', limit: shown, count: true }, signal);
      },
    })),
    combine: (answers): Deleted => {
      const found = entities.map((entity, index) => ({ entity, page: answers[index]?.data }));
      const counts = found.flatMap(({ entity, page }) => (page?.count ? [[entity.name, page.count] as const] : []));
      return {
        counts: new Map(counts),
        records: found
          .flatMap(({ entity, page }) =>
            (page?.data ?? []).map((record) => ({
              entity: entity.name,
              id: String(record.id),
              title: plainText(record[entity.display]),
              deletedAt: String(record.deletedAt),
            })),
          )
          .sort((a, b) => b.deletedAt.localeCompare(a.deletedAt))
          .slice(0, shown),
        total: counts.reduce((sum, [, count]) => sum + count, 0),
        isReady: answers.every(({ isPending }) => !isPending),
        error: answers.find(({ error }) => error)?.error,
        retry: () => {
          for (const { refetch, isError } of answers) if (isError) refetch();
        },
      };
    },
  });
}
