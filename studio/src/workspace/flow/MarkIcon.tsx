import { Ban, Check, Clock, LoaderCircle, Minus, Undo2, X } from 'lucide-react';
import type { MarkLook } from './markLook.ts';
import styles from './StepButton.module.css';

const icons = {
  ...{ done: Check, failed: X, waiting: Clock, running: LoaderCircle, skipped: Minus, cancelled: Ban },
  ...{ undone: Undo2, notUndone: Undo2 },
};

/** What became of a step, at its end; the words beside say the same. */
export function MarkIcon({ look }: { readonly look: MarkLook }) {
  const Icon = icons[look];
  return (
    <span className={styles.mark} aria-hidden>
      <Icon size={13} strokeWidth={2.5} className={look === 'running' ? styles.turning : undefined} />
    </span>
  );
}
