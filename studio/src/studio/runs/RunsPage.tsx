import { useNavigate, useSearch } from '@tanstack/react-router';
import { RotateCcw, Workflow } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import type { RunItem, RunQuery, RunsToRetry } from '../../api/runs.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { mayUse } from '../../store/rights.ts';
import { isFailedRun } from '../../store/runActs.ts';
import { runQuery } from '../../store/runQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { useEndInSight } from '../../ui/useEndInSight.ts';
import { RunLine } from '../../workspace/runs/RunLine.tsx';
import { useRuns } from '../../workspace/runs/useRuns.ts';
import { useWorkflowTitles } from '../../workspace/runs/useWorkflowTitles.ts';
import { RetryDialog } from './RetryDialog.tsx';
import { type RunFilterChange, RunFilters } from './RunFilters.tsx';
import { RunMenu } from './RunMenu.tsx';
import styles from './RunsPage.module.css';

/** Every run of every workflow, newest first, live: what came of it, and another try for those that failed. */
export function RunsPage() {
  const model = useModel();
  if (!mayUse(model, 'workflows')) return <ErrorPage error={new ApiError(403, 'KILN_FORBIDDEN', 'workflows')} />;
  return <Runs />;
}

function Runs() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useSearch({ from: '/studio/runs' });
  const query = useMemo(() => runQuery(state), [state]);
  const { workflows, titleOf } = useWorkflowTitles();
  const { runs, isRead, error, retry, hasMore, isReadingMore, readMore } = useRuns(query);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isRetrying, setRetrying] = useState(false);
  const end = useEndInSight(runs.length, () => {
    if (hasMore && !isReadingMore) readMore();
  });
  const change = (changed: RunFilterChange) => {
    setChosen(new Set());
    navigate({
      to: '/studio/runs',
      search: (before) => Object.fromEntries(Object.entries({ ...before, ...changed }).filter(([, value]) => value)),
      replace: true,
    });
  };
  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }
  const picked = runs.filter((run) => chosen.has(run.id) && isFailedRun(run.state));
  const toRetry = runsToRetry(picked, query);
  const isFiltered = Object.keys(state).length > 0;

  return (
    <div className={page.page}>
      <PageHeader icon={<Workflow size={16} aria-hidden />} title={t('runs.title')}>
        {toRetry ? (
          <Button icon={<RotateCcw size={14} aria-hidden />} onClick={() => setRetrying(true)}>
            {'ids' in toRetry ? t('runs.retryChosen', { count: toRetry.ids.length }) : t('runs.retryFailed')}
          </Button>
        ) : null}
      </PageHeader>
      <RunFilters state={state} workflows={workflows} onChange={change} />
      <div className={styles.list} aria-busy={!isRead && !error}>
        {runs.length > 0 ? (
          <ul aria-label={t('runs.title')}>
            {runs.map((run) => (
              <RunLine
                key={run.id}
                run={run}
                title={titleOf(run.workflow)}
                before={
                  <label className={styles.choice}>
                    <input
                      type="checkbox"
                      disabled={!isFailedRun(run.state)}
                      checked={chosen.has(run.id) && isFailedRun(run.state)}
                      aria-label={t('runs.choose', { workflow: titleOf(run.workflow) })}
                      onChange={() => toggle(run.id)}
                    />
                  </label>
                }
                after={<RunMenu run={run} onFilter={change} />}
              />
            ))}
          </ul>
        ) : null}
        {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
        {!isRead && !error ? <RunBones /> : null}
        {isRead && runs.length === 0 && !error ? (
          <Notice
            icon={<Workflow size={20} />}
            title={isFiltered ? t('state.nothingFound') : t('runs.none')}
            text={isFiltered ? t('runs.noneFits') : t('runs.noneText')}
            actions={
              isFiltered ? <Button onClick={() => navigate({ to: '/studio/runs' })}>{t('filter.clear')}</Button> : null
            }
          />
        ) : null}
        <div ref={end} className={styles.end} role="status">
          {isReadingMore ? t('state.loading') : null}
        </div>
      </div>
      {isRetrying && toRetry ? (
        <RetryDialog
          which={toRetry}
          title={titleOf(state.workflow ?? '')}
          onClose={() => setRetrying(false)}
          onDone={() => setChosen(new Set())}
        />
      ) : null}
    </div>
  );
}

/** Those that were chosen; else all that failed of the workflow that is looked at, unless only some of them are shown. */
function runsToRetry(picked: readonly RunItem[], query: RunQuery): RunsToRetry | undefined {
  if (picked.length > 0) return { ids: picked.map(({ id }) => id) };
  const { workflow, state, since, entity, until } = query;
  if (workflow === undefined || entity !== undefined || until !== undefined) return undefined;
  return state === undefined || state === 'failed' ? { workflow, since } : undefined;
}

function RunBones() {
  return (
    <div className={styles.bones} aria-hidden>
      {['48%', '62%', '54%', '70%', '45%', '58%'].map((width) => (
        <Bone key={width} width={width} />
      ))}
    </div>
  );
}
