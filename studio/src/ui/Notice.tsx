import type { ReactNode } from 'react';
import styles from './Notice.module.css';
import { RequestId } from './RequestId.tsx';

interface NoticeProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  /** Id of the failed request, to find it in the server's log. */
  readonly requestId?: string | undefined;
  readonly role?: 'alert' | 'status';
}

/** What stands in place of content: nothing there yet, nothing found, or something went wrong. */
export function Notice({ icon, title, text, actions, requestId, role = 'status' }: NoticeProps) {
  return (
    <div className={styles.notice} role={role}>
      <div className={styles.icon}>{icon}</div>
      <h2 className={styles.title}>{title}</h2>
      {text ? <p className={styles.text}>{text}</p> : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
      {requestId ? (
        <div className={styles.id}>
          <RequestId id={requestId} />
        </div>
      ) : null}
    </div>
  );
}
