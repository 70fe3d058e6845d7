import { Link } from '@tanstack/react-router';
import { Bell as BellIcon } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { withInboxTexts } from '../settingsTexts.ts';
import { useUnread } from '../useUnread.ts';
import styles from './Bell.module.css';

const NotificationPanel = lazyPart(
  withInboxTexts(async () => (await import('../../inbox/NotificationPanel.tsx')).NotificationPanel),
);

/** What one is told, and how much of it is unread. On a phone it leads to the inbox, elsewhere it opens the latest. */
export function Bell() {
  const { t } = useTranslation();
  const isNarrow = useIsNarrow();
  const unread = useUnread() ?? 0;
  const label = unread > 0 ? t('shell.inboxUnread', { count: unread }) : t('shell.inbox');
  const content = (
    <>
      <BellIcon size={16} strokeWidth={1.75} aria-hidden />
      {unread > 0 ? (
        <span className={styles.count} aria-hidden>
          {unread > 99 ? '99+' : unread}
        </span>
      ) : null}
    </>
  );
  if (isNarrow) {
    return (
      <Link to="/my-inbox" className={styles.bell} aria-label={label} title={label}>
        {content}
      </Link>
    );
  }
  return (
    <Popover
      label={t('shell.inbox')}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          className={styles.bell}
          aria-label={label}
          title={label}
          onPointerEnter={() => void NotificationPanel.preload()}
        >
          {content}
        </button>
      )}
    >
      {(close) => (
        <div className={styles.panel}>
          <Suspense>
            <NotificationPanel onClose={close} />
          </Suspense>
        </div>
      )}
    </Popover>
  );
}
