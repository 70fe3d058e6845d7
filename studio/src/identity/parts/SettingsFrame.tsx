import type { ReactNode } from 'react';
import { PageHeader } from '../../ui/PageHeader.tsx';
import styles from '../../ui/SettingsPage.module.css';

interface SettingsFrameProps {
  readonly icon?: ReactNode;
  readonly parent?: ReactNode;
  readonly title: string;
  /** Actions at the end of the header. */
  readonly actions?: ReactNode;
  /** More room, for tables. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A page of the settings. */
export function SettingsFrame({ icon, parent, title, actions, isWide = false, children }: SettingsFrameProps) {
  return (
    <div className={styles.page}>
      <PageHeader icon={icon} parent={parent} title={title}>
        {actions}
      </PageHeader>
      <div className={styles.body}>{isWide ? children : <div className={styles.narrow}>{children}</div>}</div>
    </div>
  );
}
