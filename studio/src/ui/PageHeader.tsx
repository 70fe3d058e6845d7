import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FavouriteButton } from '../app/shell/FavouriteButton.tsx';
import { useShell } from '../app/shell/ShellContext.tsx';
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

/** The top of every page but the start: where one is, and what can be done here. */
export function PageHeader({ icon, parent, title, children }: PageHeaderProps) {
  const { t } = useTranslation();
  const { hasNavigated } = useShell();
  const heading = useRef<HTMLHeadingElement>(null);
  // A skeleton's heading had the cursor and is gone: this one takes over.
  useEffect(() => {
    if (hasNavigated.current && document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true });
  }, [hasNavigated]);
  return (
    <header className={styles.header}>
      <title>{title ? `${title} · Kiln` : 'Kiln'}</title>
      <span className={styles.menu}>
        <SidebarButton />
      </span>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      {parent ? (
        <nav aria-label={t('shell.breadcrumbs')} className={styles.crumbs}>
          <span className={styles.crumb}>{parent}</span>
          <span className={styles.slash} aria-hidden>
            /
          </span>
        </nav>
      ) : null}
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      <FavouriteButton />
      <div className={styles.actions}>{children}</div>
    </header>
  );
}
