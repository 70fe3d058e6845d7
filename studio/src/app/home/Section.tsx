import { type ReactNode, useId } from 'react';
import { PanelBoundary } from '../../ui/PanelBoundary.tsx';
import styles from './HomePage.module.css';

/** A part of the start page. What fails in it leaves the others alone. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <PanelBoundary>{children}</PanelBoundary>
    </section>
  );
}
