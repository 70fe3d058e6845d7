import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { type AuditChange, type AuditEntry, listHistory } from '../../api/audit.ts';
import { recordKeys } from '../../api/keys.ts';
import { getRecord, type RecordValues, updateRecord } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import { isEmpty } from '../../lib/values.ts';
import { findEntity } from '../../store/model.ts';
import { may } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { actionText } from './actionText.ts';
import { EntryChanges } from './EntryChanges.tsx';
import styles from './HistoryDrawer.module.css';
import { restorable } from './restorable.ts';

interface HistoryDrawerProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  readonly onClose: () => void;
}

/** How a record came to be what it is: who changed what, newest first, and a way back for each value. */
export function HistoryDrawer({ entity, id, onClose }: HistoryDrawerProps) {
  const { t } = useTranslation();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: recordKeys.history(entity.name, id),
    queryFn: ({ pageParam, signal }) => listHistory(entity.name, id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const entries = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Drawer open title={t('history.title')} size={520} onClose={onClose} styles={{ body: { padding: 0 } }}>
      {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : null}
      {!data && !error ? (
        <div className={styles.bones}>
          <Bone height="64px" />
          <Bone height="64px" />
          <Bone height="64px" />
        </div>
      ) : null}
      {data && entries.length === 0 ? <p className={styles.none}>{t('history.none')}</p> : null}
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <HistoryEntry key={entry.id} entity={entity} id={id} entry={entry} />
        ))}
      </ol>
      {hasNextPage ? (
        <div className={styles.more}>
          <Button look="quiet" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('timeline.older')}
          </Button>
        </div>
      ) : null}
    </Drawer>
  );
}

interface HistoryEntryProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  readonly entry: AuditEntry;
}

function HistoryEntry({ entity, id, entry }: HistoryEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const about = entry.entity === null ? undefined : findEntity(model, entry.entity);
  const isLine = entry.parent !== null && entry.record !== id;
  const canRestore = !isLine && entry.action === 'updated' && may(entity, 'update');
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <b>{entry.actor.name || t('audit.nobody')}</b>
        <span className={styles.action}>
          {actionText(t, entry.action)}
          {isLine ? ` · ${about?.title ?? entry.entity}` : ''}
        </span>
        <time dateTime={entry.at} className={styles.time}>
          {format.dateTime(entry.at)}
        </time>
      </div>
      <EntryChanges
        entity={about}
        entry={entry}
        {...(canRestore
          ? {
              action: (change: AuditChange, field: BrowserField | undefined) =>
                field && restorable(field, change) ? (
                  <RestoreButton entity={entity} id={id} change={change} field={field} />
                ) : null,
            }
          : {})}
      />
      {entry.action === 'updated' && entry.changes.length === 0 ? (
        <p className={styles.none}>{t('history.unseen')}</p>
      ) : null}
    </li>
  );
}

interface RestoreButtonProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  readonly change: AuditChange;
  readonly field: BrowserField;
}

/** Puts a value back to what it was; asks first where the value has changed again since. */
function RestoreButton({ entity, id, change, field }: RestoreButtonProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [isAsking, setAsking] = useState(false);
  const restore = useMutation({
    mutationFn: async (isSure: boolean): Promise<RecordValues | undefined> => {
      const now = await getRecord(entity.name, id);
      if (!isSure && !jsonEqual(now[field.name], change.after)) return undefined;
      const version = typeof now.version === 'number' ? now.version : undefined;
      return updateRecord(entity.name, id, { [field.name]: isEmpty(change.before) ? null : change.before }, version);
    },
    onSuccess: (record) => {
      setAsking(!record);
      if (!record) return;
      toasts.success(t('history.restored', { field: field.title }));
      cache.invalidateQueries({ queryKey: recordKeys.entity(entity.name) });
    },
    onError: (error) => {
      // Somebody was faster: look again before anything is overwritten.
      if (error instanceof ApiError && error.code === 'KILN_STALE') setAsking(true);
      else toasts.error(errorText(t, error));
    },
  });
  if (isAsking) {
    return (
      <span className={styles.ask} role="alert">
        {t('history.changedSince')}
        <Button onClick={() => restore.mutate(true)}>{t('history.restoreAnyway')}</Button>
        <Button look="quiet" onClick={() => setAsking(false)}>
          {t('action.cancel')}
        </Button>
      </span>
    );
  }
  return (
    <Button
      look="quiet"
      className={styles.restore}
      disabled={restore.isPending}
      aria-label={t('history.restoreField', { field: field.title })}
      title={t('history.restore')}
      icon={<RotateCcw size={13} aria-hidden />}
      onClick={() => restore.mutate(false)}
    />
  );
}
