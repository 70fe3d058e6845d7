import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './inspector.module.css';

interface PartProps {
  readonly title: string;
  /** What is set in it, in a word, while it is closed. */
  readonly summary?: string | undefined;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A part of the inspector that can be closed. */
export function Part({ title, summary, isOpen = false, children }: PartProps) {
  return (
    <details className={styles.part} open={isOpen}>
      <summary className={styles.partHead}>
        <ChevronRight size={14} aria-hidden />
        <h3 className={styles.partTitle}>{title}</h3>
        {summary ? <span className={styles.summary}>{summary}</span> : null}
      </summary>
      <div className={styles.partBody}>{children}</div>
    </details>
  );
}
