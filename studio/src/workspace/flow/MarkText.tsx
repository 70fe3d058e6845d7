import { useTranslation } from 'react-i18next';
import { elapsed } from '../../lib/elapsed.ts';
import type { StepMark } from '../../store/workflow/stepMarks.ts';
import { runErrorText } from '../runs/runErrorText.ts';
import styles from './StepButton.module.css';

/**
 * What became of a step, in words: what went wrong, that it was taken back, or how long it took and how often it was
 * done.
 */
export function MarkText({ mark }: { readonly mark: StepMark }) {
  const { t, i18n } = useTranslation();
  const { state, startedAt, endedAt, times, attempts, error, undone } = mark;
  if (error && state === 'failed') {
    return (
      <span className={`${styles.summary} ${styles.error}`} title={error.detail}>
        {runErrorText(t, error) || t('flow.state.failed')}
      </span>
    );
  }
  const often = times > 1 ? t('flow.times', { count: times }) : '';
  if (undone) {
    return (
      <span className={`${styles.summary} ${undone.state === 'failed' ? styles.error : ''}`}>
        {[t(`flow.undone.${undone.state}`), often, undone.at && shortTime(i18n.language, undone.at)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    );
  }
  const parts = [
    t(`flow.state.${state}`),
    often,
    startedAt && endedAt && state !== 'skipped' ? elapsed(i18n.language, startedAt, endedAt) : '',
    attempts > 1 ? t('flow.attempts', { count: attempts }) : '',
  ];
  return <span className={styles.summary}>{parts.filter(Boolean).join(' · ')}</span>;
}

/** The line has no room for a year. */
function shortTime(language: string, iso: string): string {
  const parts = { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, parts).format(new Date(iso));
}
