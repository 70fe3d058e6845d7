import type { ReactNode } from 'react';
import styles from './PageHeader.module.css';
import { SidebarButton } from './SidebarButton.tsx';

interface PageHeaderProps {
  readonly icon?: ReactNode;
  /** A link to what this page belongs to. */
  readonly parent?: ReactNode;
  readonly title: string;
  /** Actions at the end. */
  readonly children?: ReactNode;
}

export function PageHeader({ icon, parent, title, children }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <title>{`${title} · Kiln`}</title>
      <span className={styles.menu}>
        <SidebarButton />
      </span>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      {parent ? (
        <>
          <span className={styles.crumb}>{parent}</span>
          <span className={styles.slash}>/</span>
        </>
      ) : null}
      <h1 className={styles.title}>{title}</h1>
      <div className={styles.actions}>{children}</div>
    </header>
  );
}
