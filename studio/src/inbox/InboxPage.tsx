import { useNavigate, useSearch } from '@tanstack/react-router';
import { Inbox, Palmtree } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InboxTab, inboxTabs } from '../store/inboxState.ts';
import { Button } from '../ui/Button.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { PanelBoundary } from '../ui/PanelBoundary.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { useIsNarrow } from '../ui/useIsNarrow.ts';
import { AbsenceDialog } from './AbsenceDialog.tsx';
import { AbsenceNotice } from './AbsenceNotice.tsx';
import { ApprovalsTab } from './ApprovalsTab.tsx';
import styles from './InboxPage.module.css';
import { NotificationsTab } from './NotificationsTab.tsx';
import { useApprovals } from './useApprovals.ts';

/** All that one was told and all that one is asked, page after page. */
export function InboxPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const { tab = 'notifications', unread = false } = useSearch({ from: '/my-inbox' });
  const [isAway, setAway] = useState(false);
  const waiting = useApprovals('open');
  const count = waiting.approvals.length;
  const countText = waiting.hasNextPage ? `${count}+` : String(count);
  const choose = (next: InboxTab) =>
    navigate({ to: '/my-inbox', search: next === 'notifications' ? {} : { tab: next }, replace: true });

  return (
    <div className={styles.page}>
      <PageHeader icon={<Inbox size={16} aria-hidden />} title={t('shell.inbox')}>
        <Button
          icon={<Palmtree size={15} aria-hidden />}
          aria-label={t('inbox.absence')}
          title={t('inbox.absence')}
          onClick={() => setAway(true)}
        >
          {isNarrow ? null : t('inbox.absence')}
        </Button>
      </PageHeader>
      <div className={styles.tabs}>
        <Segmented
          label={t('inbox.parts')}
          hideLabel
          value={tab}
          options={inboxTabs.map((value) => ({
            value,
            title: value === 'open' && count > 0 ? `${t('inbox.tab.open')} (${countText})` : t(`inbox.tab.${value}`),
          }))}
          onChange={choose}
        />
      </div>
      <div className={styles.body}>
        <div className={styles.content}>
          <PanelBoundary at={tab}>
            <AbsenceNotice onChange={() => setAway(true)} />
            {tab === 'notifications' ? <NotificationsTab onlyUnread={unread} /> : <ApprovalsTab key={tab} list={tab} />}
          </PanelBoundary>
        </div>
      </div>
      {isAway ? <AbsenceDialog onClose={() => setAway(false)} /> : null}
    </div>
  );
}
