import { Ban, Check, Clock, LoaderCircle, Minus, X } from 'lucide-react';
import type { StepState } from '../../api/runs.ts';
import styles from './StepButton.module.css';

const icons = { done: Check, failed: X, waiting: Clock, running: LoaderCircle, skipped: Minus, cancelled: Ban };

/** What became of a step, at its end; the words beside say the same. */
export function MarkIcon({ state }: { readonly state: StepState }) {
  const Icon = icons[state];
  return (
    <span className={styles.mark} aria-hidden>
      <Icon size={13} strokeWidth={2.5} className={state === 'running' ? styles.turning : undefined} />
    </span>
  );
}
