import type { ReactNode } from 'react';
import styles from './iconButton.module.css';

interface IconLinkProps {
  /** Outside of the application: opens in a tab of its own. */
  readonly href: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** A small square link beside a control. Passes on what a tooltip around it needs. */
export function IconLink({ href, label, children, ...rest }: IconLinkProps) {
  return (
    <a {...rest} className={styles.button} href={href} target="_blank" rel="noopener noreferrer" aria-label={label}>
      {children}
    </a>
  );
}
