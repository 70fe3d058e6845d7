import { CircleCheck, Stamp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApprovalList } from '../api/approvals.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useEndInSight } from '../ui/useEndInSight.ts';
import { ApprovalLine } from './ApprovalLine.tsx';
import styles from './InboxPage.module.css';
import { NotificationBones } from './NotificationBones.tsx';
import { useApprovals } from './useApprovals.ts';

/** What waits for one's decision, what one has decided, or what one has asked others to agree to. */
export function ApprovalsTab({ list }: { readonly list: ApprovalList }) {
  const { t } = useTranslation();
  const { approvals, data, error, refetch, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage } =
    useApprovals(list);
  const end = useEndInSight(approvals.length, () => {
    if (hasNextPage && !isFetching) fetchNextPage();
  });
  return (
    <>
      {error && !data ? <ErrorNotice error={error} onRetry={() => refetch()} /> : null}
      {data && approvals.length === 0 ? (
        <Notice
          icon={list === 'open' ? <CircleCheck size={20} /> : <Stamp size={20} />}
          title={t(`inbox.none.${list}`)}
          text={t(`inbox.noneText.${list}`)}
        />
      ) : null}
      {!data && !error ? (
        <div className={styles.card} aria-busy>
          <NotificationBones />
        </div>
      ) : null}
      {approvals.length > 0 ? (
        <ul className={styles.card}>
          {approvals.map((approval) => (
            <ApprovalLine key={approval.id} approval={approval} list={list} />
          ))}
        </ul>
      ) : null}
      <div ref={end} className={styles.end} role="status">
        {isFetchingNextPage ? t('state.loading') : null}
      </div>
    </>
  );
}
