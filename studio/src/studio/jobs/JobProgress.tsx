import { useTranslation } from 'react-i18next';
import type { Job } from '../../../../core/online/Job.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import styles from './JobProgress.module.css';

/** How far a job has come. Without a total it only shows that it moves. */
export function JobProgress({ job: { done, total } }: { readonly job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = total !== null && total > 0;
  const percent = known ? Math.min(100, Math.floor((done / total) * 100)) : undefined;
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={t('studio.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className={styles.track}
      >
        <div
          className={percent === undefined ? styles.unknown : styles.bar}
          style={{ width: percent === undefined ? undefined : `${percent}%` }}
        />
      </div>
      <span className={styles.words}>
        {percent === undefined
          ? format.number(done)
          : t('studio.progressOf', { percent, done: format.number(done), total: format.number(total ?? 0) })}
      </span>
    </div>
  );
}
