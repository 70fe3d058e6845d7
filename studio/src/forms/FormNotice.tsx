import type { ReactNode } from 'react';
import styles from './FormNotice.module.css';

interface FormNoticeProps {
  readonly icon: ReactNode;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

/** A calm line above a form that offers something. */
export function FormNotice({ icon, children, actions }: FormNoticeProps) {
  return (
    <div className={styles.notice} role="status">
      <span className={styles.icon}>{icon}</span>
      <div className={styles.text}>{children}</div>
      <div className={styles.actions}>{actions}</div>
    </div>
  );
}
