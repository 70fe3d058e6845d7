import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Stamp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Approval, type ApprovalAct, getApproval } from '../api/approvals.ts';
import { approvalKeys } from '../api/keys.ts';
import { useFormat } from '../fields/shared/useFormat.ts';
import columns from '../ui/ColumnsPage.module.css';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { PanelBoundary } from '../ui/PanelBoundary.tsx';
import { Bone } from '../ui/Skeleton.tsx';
import { useIsNarrow } from '../ui/useIsNarrow.ts';
import { Deadline } from '../workspace/approvals/Deadline.tsx';
import { ActDialog } from './ActDialog.tsx';
import { ApprovalActs } from './ApprovalActs.tsx';
import styles from './ApprovalPage.module.css';
import { ApprovalRecord } from './ApprovalRecord.tsx';
import { ApprovalStateChip } from './ApprovalStateChip.tsx';
import { Approvers } from './Approvers.tsx';
import { DecisionTrail } from './DecisionTrail.tsx';
import { LastWord } from './LastWord.tsx';

/** One thing to agree to: what is asked, the record, what changed, who decides, what was decided, and one's own decision. */
export function ApprovalPage() {
  const { t, i18n } = useTranslation();
  const { id } = useParams({ from: '/approval-{$id}' });
  const isNarrow = useIsNarrow();
  const {
    data: approval,
    error,
    refetch,
  } = useQuery({
    queryKey: approvalKeys.one(id, i18n.language),
    queryFn: ({ signal }) => getApproval(id, i18n.language, signal),
  });
  const [act, setAct] = useState<ApprovalAct>();
  if (error && !approval) return <ErrorPage error={error} onRetry={() => refetch()} />;
  const acts = approval && approval.may.length > 0 ? <ApprovalActs may={approval.may} onAct={setAct} /> : null;
  return (
    <div className={`${columns.page} ${styles.page}`}>
      <PageHeader
        icon={<Stamp size={16} aria-hidden />}
        parent={
          <Link to="/my-inbox" search={{ tab: 'open' }}>
            {t('approval.all')}
          </Link>
        }
        title={approval?.title ?? ''}
      >
        {isNarrow ? null : acts}
      </PageHeader>
      <div className={columns.columns}>
        {approval ? <ApprovalBody key={id} approval={approval} /> : <ApprovalBones />}
      </div>
      {isNarrow && acts ? <div className={styles.bar}>{acts}</div> : null}
      {approval && act ? <ActDialog key={act} approval={approval} act={act} onClose={() => setAct(undefined)} /> : null}
    </div>
  );
}

function ApprovalBody({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, text, state, requester, createdAt, deadline, standsInFor, may } = approval;
  return (
    <>
      <div className={columns.main}>
        <section className={styles.asked} aria-label={t('approval.asked')}>
          <div className={styles.facts}>
            <ApprovalStateChip state={state} />
            {state === 'open' && deadline ? <Deadline at={deadline} /> : null}
            <span>
              {requester
                ? t('approval.askedBy', { name: requester.name, when: format.dateTime(createdAt) })
                : t('approval.askedAt', { when: format.dateTime(createdAt) })}
            </span>
          </div>
          {text ? <p className={styles.text}>{text}</p> : null}
          {standsInFor && may.length > 0 ? (
            <p className={styles.deputy}>{t('inbox.standsIn', { name: standsInFor.name })}</p>
          ) : null}
        </section>
        <LastWord approval={approval} />
        <PanelBoundary at={id}>
          <ApprovalRecord approval={approval} />
        </PanelBoundary>
      </div>
      <aside className={`${columns.aside} ${styles.aside}`}>
        <PanelBoundary at={id}>
          <Approvers approval={approval} />
          <DecisionTrail trail={approval.trail} />
        </PanelBoundary>
      </aside>
    </>
  );
}

function ApprovalBones() {
  return (
    <div className={columns.main} aria-busy>
      <Bone width="180px" height="22px" />
      <div className={styles.bones}>
        {['62%', '80%', '55%', '71%', '44%'].map((width) => (
          <Bone key={width} width={width} />
        ))}
      </div>
    </div>
  );
}
