import { useNavigate } from '@tanstack/react-router';
import { BellOff, CheckCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useEndInSight } from '../ui/useEndInSight.ts';
import styles from './InboxPage.module.css';
import { NotificationBones } from './NotificationBones.tsx';
import { NotificationList } from './NotificationList.tsx';
import { useNotifications, useRead } from './useNotifications.ts';

/** All notifications, or the unread ones. */
export function NotificationsTab({ onlyUnread }: { readonly onlyUnread: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const read = useRead();
  const { notifications, data, error, refetch, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage } =
    useNotifications(onlyUnread);
  const end = useEndInSight(notifications.length, () => {
    if (hasNextPage && !isFetching) fetchNextPage();
  });
  return (
    <>
      <div className={styles.tools}>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={onlyUnread}
            onChange={({ target }) =>
              navigate({ to: '/my-inbox', search: target.checked ? { unread: true } : {}, replace: true })
            }
          />
          {t('inbox.onlyUnread')}
        </label>
        <Button
          look="quiet"
          icon={<CheckCheck size={15} aria-hidden />}
          disabled={notifications.every(({ isRead }) => isRead)}
          onClick={() => read.mutate(undefined)}
        >
          {t('inbox.readAll')}
        </Button>
      </div>
      {error && !data ? <ErrorNotice error={error} onRetry={() => refetch()} /> : null}
      {data && notifications.length === 0 ? (
        <Notice
          icon={<BellOff size={20} />}
          title={onlyUnread ? t('inbox.allRead') : t('inbox.nothing')}
          text={onlyUnread ? t('inbox.allReadText') : t('inbox.nothingText')}
        />
      ) : null}
      {!data && !error ? (
        <div className={styles.card} aria-busy>
          <NotificationBones />
        </div>
      ) : null}
      {notifications.length > 0 ? (
        <div className={styles.card}>
          <NotificationList notifications={notifications} />
        </div>
      ) : null}
      <div ref={end} className={styles.end} role="status">
        {isFetchingNextPage ? t('state.loading') : null}
      </div>
    </>
  );
}
