import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Ban, RotateCcw, Workflow } from 'lucide-react';
import { Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runKeys } from '../../api/keys.ts';
import { getRun, type Run } from '../../api/runs.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { isFailedRun, isOpenRun } from '../../store/runActs.ts';
import { stepMarks } from '../../store/workflow/stepMarks.ts';
import { undoings } from '../../store/workflow/undoings.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { MenuItem } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PanelBoundary } from '../../ui/PanelBoundary.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { FlowList } from '../../workspace/flow/FlowList.tsx';
import type { FlowPlace } from '../../workspace/flow/flowTypes.ts';
import { useRunActions } from '../../workspace/runs/useRunActions.ts';
import { useWorkflowTitles } from '../../workspace/runs/useWorkflowTitles.ts';
import { RunFacts } from './RunFacts.tsx';
import styles from './RunPage.module.css';
import { StepDetails } from './StepDetails.tsx';

// The library that draws it is not for a phone.
const FlowCanvas = lazyPart(async () => (await import('../../workspace/flow/FlowCanvas.tsx')).FlowCanvas);

/** One run: the workflow as it was, with what became of each step, live. */
export function RunPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/studio/runs/$id' });
  const { locale } = useModel();
  const { titleOf } = useWorkflowTitles();
  const act = useRunActions();
  const {
    data: run,
    error,
    refetch,
  } = useQuery({
    queryKey: runKeys.inLocale(id, locale),
    queryFn: ({ signal }) => getRun(id, locale, signal),
  });
  if (error && !run) return <ErrorPage error={error} onRetry={() => refetch()} />;
  return (
    <div className={styles.page}>
      <PageHeader
        icon={<Workflow size={16} aria-hidden />}
        parent={<Link to="/studio/runs">{t('runs.title')}</Link>}
        title={run ? titleOf(run.workflow) : ''}
      >
        {run && isOpenRun(run.state) ? (
          <Button
            icon={<Ban size={14} aria-hidden />}
            disabled={act.isPending}
            onClick={() => act.mutate({ do: 'cancel', id })}
          >
            {t('runs.cancel')}
          </Button>
        ) : null}
        {run && isFailedRun(run.state) ? (
          <>
            <Button
              look="main"
              icon={<RotateCcw size={14} aria-hidden />}
              disabled={act.isPending}
              title={t('runs.retry.pinned')}
              onClick={() => act.mutate({ do: 'retry', id, options: { version: 'pinned' } })}
            >
              {t('action.retry')}
            </Button>
            <MoreMenu>
              <MenuItem
                icon={<RotateCcw size={14} />}
                onClick={() => act.mutate({ do: 'retry', id, options: { version: 'newest' } })}
              >
                {t('runs.retry.newest')}
              </MenuItem>
            </MoreMenu>
          </>
        ) : null}
      </PageHeader>
      {run ? <RunBody key={id} run={run} /> : <RunBones />}
    </div>
  );
}

function RunBody({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const isNarrow = useIsNarrow();
  const { document, steps, texts } = run;
  const undone = useMemo(() => undoings(document, steps), [document, steps]);
  const marks = useMemo(() => stepMarks(steps, undone), [steps, undone]);
  const say = useCallback((english: string) => texts.get(english) ?? english, [texts]);
  const [place, setPlace] = useState<FlowPlace | undefined>(() => firstFailed(run));
  const flow = { document, marks, say, selected: place, onSelect: setPlace };
  const details = place ? (
    <StepDetails run={run} undone={undone} place={place} say={say} onSelect={setPlace} />
  ) : (
    <p className={styles.hint}>{t('runs.chooseStep')}</p>
  );
  return (
    <>
      <RunFacts run={run} say={say} />
      <div className={styles.columns}>
        <div className={styles.flow}>
          <PanelBoundary at={run.id}>
            {isNarrow ? (
              <FlowList {...flow} />
            ) : (
              <Suspense fallback={<RunBones />}>
                <FlowCanvas {...flow} />
              </Suspense>
            )}
          </PanelBoundary>
        </div>
        {isNarrow ? null : (
          <aside className={styles.details} aria-label={t('runs.step')}>
            <PanelBoundary at={place?.kind === 'step' ? place.key : 'trigger'}>{details}</PanelBoundary>
          </aside>
        )}
      </div>
      {isNarrow && place ? (
        <Dialog look="sheet" label={t('runs.step')} onClose={() => setPlace(undefined)}>
          <div className={styles.sheet}>{details}</div>
        </Dialog>
      ) : null}
    </>
  );
}

/** What went wrong is what one comes for; on a phone it would cover the rest. */
function firstFailed({ steps }: Run): FlowPlace | undefined {
  const failed = steps.find(({ state }) => state === 'failed');
  const hasRoom = window.matchMedia('(min-width: 721px)').matches;
  return failed && hasRoom ? { kind: 'step', key: failed.id } : undefined;
}

function RunBones() {
  return (
    <div className={styles.bones} aria-busy>
      {['220px', '260px', '240px', '230px'].map((width) => (
        <Bone key={width} width={width} height="48px" />
      ))}
    </div>
  );
}
