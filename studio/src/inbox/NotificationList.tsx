import { useNavigate } from '@tanstack/react-router';
import { Bell, Stamp, Workflow } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notification, NotificationTarget } from '../api/notifications.ts';
import { useModel } from '../app/ModelContext.tsx';
import { usePreferences } from '../app/PreferencesContext.tsx';
import { relativeTime } from '../lib/relativeTime.ts';
import { findEntity } from '../store/model.ts';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import styles from './NotificationList.module.css';
import { notificationWords } from './notificationWords.ts';
import { targetPath } from './targetPath.ts';
import { useRead } from './useNotifications.ts';

interface NotificationListProps {
  readonly notifications: readonly Notification[];
  /** One was followed. */
  readonly onOpen?: () => void;
}

/** What one was told; a line leads to what it is about, and is read thereby. */
export function NotificationList({ notifications, onOpen }: NotificationListProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const navigate = useNavigate();
  const read = useRead();

  function follow(event: MouseEvent, { id, isRead, target }: Notification) {
    if (!isRead) read.mutate([id]);
    const path = targetPath(target);
    // In a tab of its own it is opened by the browser.
    if (path === undefined || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen?.();
    navigate({ to: path });
  }

  return (
    <ul className={styles.list}>
      {notifications.map((notification) => {
        const { id, at, kind, title, text, from, isRead, target } = notification;
        const path = targetPath(target);
        const word = notificationWords(t, kind);
        const content = (
          <>
            <span className={styles.icon}>
              <TargetIcon target={target} />
            </span>
            <span className={styles.words}>
              {word ? <span className={styles.kind}>{word}</span> : null}
              <span className={styles.title}>{title}</span>
              {text ? <span className={styles.text}>{text}</span> : null}
              <span className={styles.about}>
                {from ? <span className={styles.from}>{from}</span> : null}
                <time dateTime={at}>{relativeTime(language, new Date(at), new Date())}</time>
              </span>
            </span>
            {isRead ? null : (
              <span className={styles.dot}>
                <span className={styles.spoken}>{t('inbox.unread')}</span>
              </span>
            )}
          </>
        );
        const look = `${styles.line} ${isRead ? '' : styles.unread}`;
        return (
          <li key={id}>
            {path === undefined ? (
              <button type="button" className={look} onClick={(event) => follow(event, notification)}>
                {content}
              </button>
            ) : (
              <a href={path} className={look} onClick={(event) => follow(event, notification)}>
                {content}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function TargetIcon({ target }: { readonly target: NotificationTarget | undefined }) {
  const model = useModel();
  if (target?.kind === 'approval') return <Stamp size={16} strokeWidth={1.75} aria-hidden />;
  if (target?.kind === 'run') return <Workflow size={16} strokeWidth={1.75} aria-hidden />;
  if (target?.kind === 'record') return <EntityIcon name={findEntity(model, target.entity)?.icon} />;
  return <Bell size={16} strokeWidth={1.75} aria-hidden />;
}
