import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getChangeSet } from '../../api/changesets.ts';
import { changeSetKeys } from '../../api/keys.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Avatar } from '../../identity/parts/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { DocumentChanges } from '../review/DocumentChanges.tsx';
import { PlanView } from '../review/PlanView.tsx';
import review from '../review/ReviewPage.module.css';
import styles from './HistoryPage.module.css';
import { actorText, messageText } from './historyText.ts';
import { RevertDialog } from './RevertDialog.tsx';

/** One change of the past: what it said, what it did, and the way to take it back. */
export function ChangeSetPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { id } = useParams({ from: '/studio/history/$id' });
  const [isReverting, setReverting] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: changeSetKeys.one(id),
    queryFn: ({ signal }) => getChangeSet(id, signal),
  });
  if (!data) return error ? <ErrorPage error={error} onRetry={refetch} /> : <PageSkeleton />;
  const { actor, createdAt, plan, reverts, revertedBy } = data;
  const who = actorText(t, actor);
  return (
    <div className={page.page}>
      <PageHeader parent={<Link to="/studio/history">{t('studio.tab.history')}</Link>} title={messageText(t, data)}>
        <Button icon={<Undo2 size={15} aria-hidden />} onClick={() => setReverting(true)}>
          {t('studio.revert')}
        </Button>
      </PageHeader>
      <div className={page.body}>
        <div className={`${styles.column} ${styles.sections}`}>
          <div className={styles.head}>
            <span className={styles.who}>
              <Avatar name={who} />
              {who}
            </span>
            <time dateTime={createdAt}>{format.dateTime(createdAt)}</time>
            {reverts ? (
              <Link to="/studio/history/$id" params={{ id: reverts }}>
                {t('studio.revertsThis')}
              </Link>
            ) : null}
            {revertedBy ? (
              <Link to="/studio/history/$id" params={{ id: revertedBy }}>
                {t('studio.revertedBy')}
              </Link>
            ) : null}
          </div>
          <section className={review.section} aria-label={t('studio.whatChanged')}>
            <h2 className={review.heading}>{t('studio.whatChanged')}</h2>
            {plan.changes.map((change) => (
              <DocumentChanges key={`${change.kind}/${change.name}/${change.package}`} {...change} />
            ))}
          </section>
          <PlanView plan={plan} />
        </div>
      </div>
      {isReverting ? <RevertDialog entry={data} onClose={() => setReverting(false)} /> : null}
    </div>
  );
}
