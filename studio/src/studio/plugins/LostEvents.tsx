import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { pluginKeys } from '../../api/keys.ts';
import { type LostEvent, listLostEvents, retryLostEvents } from '../../api/plugins.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import activity from './PluginActivity.module.css';
import styles from './PluginPage.module.css';

const refreshMs = 15_000;

/** Events that a plugin did not take after many tries, with a way to try them again. Nothing while there are none. */
export function LostEvents({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: pluginKeys.lostEvents(id),
    queryFn: ({ pageParam, signal }) => listLostEvents(id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: refreshMs,
  });
  const retry = useRetry(id);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  const events = data?.pages.flatMap((page) => page.data) ?? [];
  if (events.length === 0) return null;
  return (
    <section aria-label={t('plugins.lost.title')}>
      <div className={activity.head}>
        <h2 className={styles.heading}>{t('plugins.lost.title')}</h2>
        <Button disabled={retry.isPending} aria-busy={retry.isPending} onClick={() => retry.mutate(undefined)}>
          {t('plugins.lost.all')}
        </Button>
      </div>
      <p className={styles.text}>{t('plugins.lost.text')}</p>
      <div className={styles.boxed}>
        {events.map((event) => (
          <Lost key={event.id} event={event} isBusy={retry.isPending} onRetry={() => retry.mutate(event.id)} />
        ))}
        {hasNextPage ? (
          <div className={activity.more}>
            <Button disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {t('plugins.lost.more')}
            </Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}

interface LostProps {
  readonly event: LostEvent;
  readonly isBusy: boolean;
  readonly onRetry: () => void;
}

function Lost({ event: { handler, entity: called, record, deadAt, reason }, isBusy, onRetry }: LostProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const entity = useEntity(called);
  return (
    <div className={styles.row}>
      <div className={styles.rowWords}>
        <div className={styles.rowName}>
          {handler}
          {entity ? (
            <>
              {' · '}
              <Link to="/$entity/$id" params={{ entity: entity.name, id: record }}>
                <RecordLabel entity={entity.name} id={record} />
              </Link>
            </>
          ) : null}
        </div>
        <div className={styles.rowAbout}>
          {format.dateTime(deadAt)} · {reason}
        </div>
      </div>
      <Button icon={<RotateCw size={14} aria-hidden />} disabled={isBusy} onClick={onRetry}>
        {t('action.retry')}
      </Button>
    </div>
  );
}

/** Of one event, or of all. */
function useRetry(id: string) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (event: string | undefined) => retryLostEvents(id, event),
    onSuccess: (count) => toasts.success(t('plugins.lost.again', { count })),
    onError: (error) => toasts.error(errorText(t, error)),
    onSettled: () => cache.invalidateQueries({ queryKey: pluginKeys.lostEvents(id) }),
  });
}
