import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Workflow } from 'lucide-react';
import { Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runKeys } from '../../api/keys.ts';
import { getRun, type Run } from '../../api/runs.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { stepMarks } from '../../store/workflow/stepMarks.ts';
import { undoings } from '../../store/workflow/undoings.ts';
import columns from '../../ui/ColumnsPage.module.css';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PanelBoundary } from '../../ui/PanelBoundary.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { FlowList } from '../../workspace/flow/FlowList.tsx';
import type { FlowPlace } from '../../workspace/flow/flowTypes.ts';
import { useWorkflowTitles } from '../../workspace/runs/useWorkflowTitles.ts';
import { RunActs } from './RunActs.tsx';
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
    <div className={columns.page}>
      <PageHeader
        icon={<Workflow size={16} aria-hidden />}
        parent={<Link to="/studio/runs">{t('runs.title')}</Link>}
        title={run ? titleOf(run.workflow) : ''}
      >
        {run ? <RunActs run={run} /> : null}
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
  const [place, setPlace] = useState<FlowPlace | undefined>(() => firstLook(run));
  const flow = { document, marks, say, selected: place, onSelect: setPlace };
  const details = place ? (
    <StepDetails run={run} undone={undone} place={place} say={say} onSelect={setPlace} />
  ) : (
    <p className={styles.hint}>{t('runs.chooseStep')}</p>
  );
  return (
    <>
      <RunFacts run={run} say={say} />
      <div className={columns.columns}>
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

/** What went wrong, or what it waits for, is what one comes for; on a phone it would cover the rest. */
function firstLook({ steps }: Run): FlowPlace | undefined {
  const step = steps.find(({ state }) => state === 'failed') ?? steps.find(({ wait }) => wait !== undefined);
  const hasRoom = window.matchMedia('(min-width: 721px)').matches;
  return step && hasRoom ? { kind: 'step', key: step.id } : undefined;
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
