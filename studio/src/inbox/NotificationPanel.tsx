import { Link } from '@tanstack/react-router';
import { BellOff, CheckCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { NotificationBones } from './NotificationBones.tsx';
import { NotificationList } from './NotificationList.tsx';
import styles from './NotificationPanel.module.css';
import { useNotifications, useRead } from './useNotifications.ts';

/** The latest of what one was told, under the bell. */
export function NotificationPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { notifications, data, error, refetch } = useNotifications(false);
  const read = useRead();
  return (
    <>
      <header className={styles.head}>
        <h2>{t('inbox.notifications')}</h2>
        <Button
          look="quiet"
          icon={<CheckCheck size={15} aria-hidden />}
          disabled={notifications.every(({ isRead }) => isRead)}
          onClick={() => read.mutate(undefined)}
        >
          {t('inbox.readAll')}
        </Button>
      </header>
      <div className={styles.body} aria-busy={!data && !error}>
        {!data && !error ? <NotificationBones /> : null}
        {error && !data ? <ErrorNotice error={error} onRetry={() => refetch()} /> : null}
        {data && notifications.length === 0 ? (
          <Notice icon={<BellOff size={20} />} title={t('inbox.nothing')} text={t('inbox.nothingText')} />
        ) : null}
        <NotificationList notifications={notifications} onOpen={onClose} />
      </div>
      <footer className={styles.foot}>
        <Link to="/my-inbox" className={buttonClass({ look: 'quiet' })} onClick={onClose}>
          {t('inbox.open')}
        </Link>
      </footer>
    </>
  );
}
