import { useTranslation } from 'react-i18next';
import { elapsed } from '../../lib/elapsed.ts';
import type { StepMark } from '../../store/workflow/stepMarks.ts';
import styles from './StepButton.module.css';

/** What became of a step, in words: what went wrong, or how long it took and how often it was done. */
export function MarkText({ mark }: { readonly mark: StepMark }) {
  const { t, i18n } = useTranslation();
  const { state, startedAt, endedAt, times, attempts, error } = mark;
  if (error && state === 'failed') {
    return (
      <span className={`${styles.summary} ${styles.error}`} title={error.detail}>
        {error.detail || t('flow.state.failed')}
      </span>
    );
  }
  const parts = [
    t(`flow.state.${state}`),
    times > 1 ? t('flow.times', { count: times }) : '',
    startedAt && endedAt && state !== 'skipped' ? elapsed(i18n.language, startedAt, endedAt) : '',
    attempts > 1 ? t('flow.attempts', { count: attempts }) : '',
  ];
  return <span className={styles.summary}>{parts.filter(Boolean).join(' · ')}</span>;
}
