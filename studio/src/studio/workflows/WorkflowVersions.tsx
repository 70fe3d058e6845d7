import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { History, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getChangeSet, listChangeSets } from '../../api/changesets.ts';
import { changeSetKeys } from '../../api/keys.ts';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Avatar } from '../../identity/parts/Avatar.tsx';
import { errorText } from '../../lib/errorText.ts';
import { relativeTime } from '../../lib/relativeTime.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import page from '../../ui/SettingsPage.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { actorText, messageText } from '../history/historyText.ts';
import type { WorkflowEditing } from './useWorkflowDraft.ts';
import styles from './WorkflowVersions.module.css';

/** How the workflow was before, newest first; each version can be taken into the draft. */
export function WorkflowVersions({ editing }: { readonly editing: WorkflowEditing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = usePreferences();
  const toasts = useToasts();
  const { undo } = useStudioDraft();
  const { name, change } = editing;
  const of = { kind: 'workflow', name };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: changeSetKeys.of('workflow', name),
    queryFn: ({ pageParam, signal }) => listChangeSets(pageParam, signal, of),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const restore = useMutation({
    mutationFn: async (id: string) => {
      const { plan } = await getChangeSet(id);
      return plan.changes.find((each) => each.kind === 'workflow' && each.name === name)?.after ?? undefined;
    },
    onSuccess: (document) => {
      if (!document) return;
      change(({ $id = name, 'x-id': id }) => ({ ...document, $id, ...(id === undefined ? {} : { 'x-id': id }) }));
      toasts.info(t('workflows.restored'), { action: { label: t('action.undo'), run: undo } });
    },
    onError: (failure) => toasts.error(errorText(t, failure)),
  });
  const entries = data?.pages.flatMap((each) => each.data) ?? [];
  return (
    <div className={page.body}>
      <div className={styles.column}>
        {error && !data ? <ErrorNotice error={error} onRetry={refetch} /> : null}
        {data || error ? null : <Bone height="72px" />}
        {data && entries.length === 0 ? (
          <Notice
            icon={<History size={20} aria-hidden />}
            title={t('workflows.noVersions')}
            text={t('workflows.noVersionsText')}
          />
        ) : null}
        {entries.length > 0 ? (
          <ol className={page.list}>
            {entries.map((entry) => {
              const who = actorText(t, entry.actor);
              const own = entry.documents.find((each) => each.kind === 'workflow' && each.name === name);
              return (
                <li key={entry.id} className={styles.row}>
                  <Link to="/studio/history/$id" params={{ id: entry.id }} className={styles.link}>
                    <Avatar name={who} />
                    <span className={page.words}>
                      <span className={page.name}>{messageText(t, entry)}</span>
                      <span className={page.about}>
                        {who} ·{' '}
                        <time dateTime={entry.createdAt} title={format.dateTime(entry.createdAt)}>
                          {relativeTime(language, new Date(entry.createdAt), new Date())}
                        </time>
                      </span>
                    </span>
                  </Link>
                  <Button
                    disabled={own?.change === 'removed' || restore.isPending}
                    icon={<RotateCcw size={14} aria-hidden />}
                    onClick={() => restore.mutate(entry.id)}
                  >
                    {t('workflows.restore')}
                  </Button>
                </li>
              );
            })}
          </ol>
        ) : null}
        {hasNextPage ? (
          <Button disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('studio.older')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
