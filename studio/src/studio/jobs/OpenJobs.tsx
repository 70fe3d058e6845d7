import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { findEntity } from '../../store/model.ts';
import styles from './JobProgress.module.css';
import { JobProgress } from './JobProgress.tsx';
import { jobText } from './jobText.ts';
import { useJobs } from './useJobs.ts';

/** What goes on in the background right now; nothing where nothing does. */
export function OpenJobs() {
  const { t } = useTranslation();
  const model = useModel();
  const { data = [] } = useJobs();
  const open = data.filter(({ state }) => state === 'running' || state === 'waiting');
  if (open.length === 0) return null;
  return (
    <section aria-label={t('studio.tab.jobs')} className={styles.open}>
      <Link to="/studio/jobs">{t('studio.openJobs', { count: open.length })}</Link>
      {open.slice(0, 3).map((job) => (
        <div key={job.id}>
          <span>{jobText(t, job, (name) => findEntity(model, name)?.title ?? name)}</span>
          <JobProgress job={job} />
        </div>
      ))}
    </section>
  );
}
