import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, History, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type ChangeSetEntry, listChangeSets } from '../../api/changesets.ts';
import { changeSetKeys } from '../../api/keys.ts';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Avatar } from '../../identity/parts/Avatar.tsx';
import { relativeTime } from '../../lib/relativeTime.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { kindTitle } from '../frame/documentTitle.ts';
import styles from './HistoryPage.module.css';
import { actorText, messageText } from './historyText.ts';

/** Everything that was ever changed in definitions, newest first: who, when, what for. */
export function HistoryPage() {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: changeSetKeys.list,
    queryFn: ({ pageParam, signal }) => listChangeSets(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const entries = data?.pages.flatMap((each) => each.data) ?? [];
  return (
    <div className={page.page}>
      <PageHeader title={t('studio.tab.history')} />
      <div className={page.body}>
        <div className={styles.column}>
          {error && !data ? <ErrorNotice error={error} onRetry={refetch} /> : null}
          {data || error ? null : <Bone height="72px" />}
          {data && entries.length === 0 ? (
            <Notice
              icon={<History size={20} aria-hidden />}
              title={t('studio.noHistory')}
              text={t('studio.noHistoryText')}
            />
          ) : null}
          {entries.length > 0 ? (
            <ol className={`${page.list} ${styles.list}`}>
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ol>
          ) : null}
          {hasNextPage ? (
            <Button className={styles.more ?? ''} disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {t('studio.older')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

const shownDocuments = 3;

function Entry({ entry }: { readonly entry: ChangeSetEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = usePreferences();
  const { id, actor, createdAt, documents, risk, reverts, revertedBy } = entry;
  const who = actorText(t, actor);
  const more = documents.length - shownDocuments;
  return (
    <li>
      <Link to="/studio/history/$id" params={{ id }} className={page.row}>
        <Avatar name={who} />
        <span className={page.words}>
          <span className={`${page.name} ${revertedBy ? styles.reverted : ''}`}>{messageText(t, entry)}</span>
          <span className={page.about}>
            {who} ·{' '}
            <time dateTime={createdAt} title={format.dateTime(createdAt)}>
              {relativeTime(language, new Date(createdAt), new Date())}
            </time>
            {' · '}
            {documents
              .slice(0, shownDocuments)
              .map(({ kind, name }) => `${kindTitle(t, kind)} ${name}`)
              .join(', ')}
            {more > 0 ? ` ${t('studio.moreDocuments', { count: more })}` : null}
          </span>
        </span>
        <span className={`${page.side} ${styles.side}`}>
          {reverts ? <Undo2 size={14} aria-label={t('studio.isRevert')} /> : null}
          {revertedBy ? <OptionChip title={t('studio.takenBack')} /> : null}
          {risk === 'loses data' ? <OptionChip title={t('studio.risk.loses')} color="red" /> : null}
          <ChevronRight size={16} aria-hidden />
        </span>
      </Link>
    </li>
  );
}
