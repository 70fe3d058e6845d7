import { Link } from '@tanstack/react-router';
import { ListTodo } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../../core/online/Job.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { findEntity } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { JsonValue } from '../review/JsonValue.tsx';
import { refusalText } from '../review/refusalText.ts';
import { JobProgress } from './JobProgress.tsx';
import styles from './JobsPage.module.css';
import { jobText } from './jobText.ts';
import { useJobActions, useJobs } from './useJobs.ts';

const colors = { waiting: 'gray', running: 'blue', done: 'green', failed: 'red', cancelled: 'gray' } as const;

/** Work on large tables that goes on while everybody works: how far it is, what failed and why. */
export function JobsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useJobs();
  return (
    <div className={page.page}>
      <PageHeader title={t('studio.tab.jobs')} />
      <div className={page.body}>
        <div className={styles.column}>
          <p className={page.intro}>{t('studio.jobsText')}</p>
          {error && !data ? <ErrorNotice error={error} onRetry={refetch} /> : null}
          {data?.length === 0 ? (
            <Notice
              icon={<ListTodo size={20} aria-hidden />}
              title={t('studio.noJobs')}
              text={t('studio.noJobsText')}
            />
          ) : null}
          {data ? null : error ? null : <Bone height="72px" />}
          {data && data.length > 0 ? (
            <ul className={page.list}>
              {data.map((job) => (
                <JobItem key={job.id} job={job} />
              ))}
            </ul>
          ) : null}
        </div>
      </div>
    </div>
  );
}

function JobItem({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const act = useJobActions();
  const { id, state, error, changeSet, startedAt, endedAt, createdAt } = job;
  const isOpen = state === 'waiting' || state === 'running';
  const text = jobText(t, job, (name) => findEntity(model, name)?.title ?? name);
  return (
    <li className={styles.job}>
      <div className={styles.line}>
        <OptionChip title={t(`studio.jobState.${state}`)} color={colors[state]} />
        <span className={styles.text}>{text}</span>
        <span className={styles.facts}>
          <time dateTime={endedAt ?? startedAt ?? createdAt}>{format.dateTime(endedAt ?? startedAt ?? createdAt)}</time>
          {changeSet ? (
            <Link to="/studio/history/$id" params={{ id: changeSet }}>
              {t('studio.ofChange')}
            </Link>
          ) : null}
        </span>
        {isOpen ? (
          <Button
            disabled={act.isPending}
            aria-label={t('studio.cancelJob', { job: text })}
            onClick={() => act.mutate({ id, action: 'cancel' })}
          >
            {t('action.cancel')}
          </Button>
        ) : null}
        {state === 'failed' || state === 'cancelled' ? (
          <Button
            disabled={act.isPending}
            aria-label={t('studio.retryJob', { job: text })}
            onClick={() => act.mutate({ id, action: 'retry' })}
          >
            {t('action.retry')}
          </Button>
        ) : null}
      </div>
      {state === 'running' ? <JobProgress job={job} /> : null}
      {error ? (
        <div className={styles.error}>
          <p>{refusalText(t, error.reason, model) ?? error.detail}</p>
          {error.examples && error.examples.length > 0 ? (
            <ul className={styles.examples} aria-label={t('studio.examples')}>
              {error.examples.map((example) => (
                <li key={JSON.stringify(example)}>
                  <JsonValue value={example} />
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
