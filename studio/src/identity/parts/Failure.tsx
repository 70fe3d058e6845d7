import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './fields.module.css';

/** What went wrong as a whole; nothing while nothing did. */
export function Failure({ children }: { readonly children?: ReactNode }) {
  if (!children) return null;
  return (
    <div className={styles.failure} role="alert">
      <CircleAlert size={15} aria-hidden />
      <span>{children}</span>
    </div>
  );
}
