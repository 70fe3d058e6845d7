import { useQueries, useQuery } from '@tanstack/react-query';
import { approvalKeys, recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import { plainText } from '../../lib/values.ts';
import { businessEntities } from '../../store/model.ts';
import { useModel } from '../ModelContext.tsx';
import { type WaitingView, waitingViews } from './waitingViews.ts';

export interface ChangedRecord {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
  /** ISO */
  readonly updatedAt: string;
}

export interface Overview {
  /** Records by entity; undefined while it is being counted. */
  readonly counts: ReadonlyMap<string, number | undefined>;
  /** The latest changes of all entities, the newest first. */
  readonly changed: readonly ChangedRecord[];
  readonly isReady: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

const perEntity = 5;
const shown = 7;

/** How many records there are of each entity, and what was changed last: one request an entity. */
export function useOverview(): Overview {
  const entities = businessEntities(useModel());
  return useQueries({
    queries: entities.map(({ name, display }) => ({
      queryKey: [...recordKeys.lists(name), 'overview'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listRecords(
          name,
          { select: `id,${display},updatedAt`, sort: '-updatedAt', limit: perEntity, count: true },
          signal,
        ),
    })),
    combine: (answers): Overview => ({
      counts: new Map(entities.map(({ name }, index) => [name, answers[index]?.data?.count])),
      changed: answers
        .flatMap(({ data }, index) => {
          const entity = entities[index];
          if (!entity || !data) return [];
          return data.data.map((record) => ({
            entity: entity.name,
            id: String(record.id),
            title: plainText(record[entity.display]),
            updatedAt: String(record.updatedAt),
          }));
        })
        .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
        .slice(0, shown),
      isReady: answers.every(({ isSuccess }) => isSuccess),
      error: answers.find(({ error }) => error)?.error,
      retry: () => {
        for (const { refetch } of answers) refetch();
      },
    }),
  });
}

export interface Waiting extends WaitingView {
  readonly count: number;
}

/** What waits: views of due and own records with how many each holds, without the empty ones; undefined while they are counted. */
export function useWaiting(): readonly Waiting[] | undefined {
  const views = waitingViews(useModel());
  return useQueries({
    queries: views.map(({ view, entity }) => ({
      queryKey: [...recordKeys.lists(entity.name), 'waiting', view.where],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const query = { select: 'id', limit: 1, count: true, ...(view.where ? { where: view.where } : {}) };
        return (await listRecords(entity.name, query, signal)).count ?? 0;
      },
    })),
    combine: (answers) =>
      answers.some(({ isPending }) => isPending)
        ? undefined
        : views.map((view, index) => ({ ...view, count: answers[index]?.data ?? 0 })).filter(({ count }) => count > 0),
  });
}

/** How many approvals wait for one, as a text; undefined where none do, and until they are counted. */
export function useWaitingApprovals(): string | undefined {
  const { data } = useQuery({
    queryKey: approvalKeys.waiting,
    // Not needed for the first paint, so not part of the first page.
    queryFn: async ({ signal }) => (await import('../../api/approvals.ts')).countWaiting(signal),
  });
  return data === '0' ? undefined : data;
}
