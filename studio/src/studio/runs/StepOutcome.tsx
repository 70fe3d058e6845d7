import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runKeys } from '../../api/keys.ts';
import { getStep, type Run, type StepRun } from '../../api/runs.ts';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { elapsed } from '../../lib/elapsed.ts';
import { isFailedRun } from '../../store/runActs.ts';
import { Button } from '../../ui/Button.tsx';
import { runErrorText } from '../../workspace/runs/runErrorText.ts';
import { useRunActions } from '../../workspace/runs/useRunActions.ts';
import { JsonView } from './JsonView.tsx';
import { StepApproval } from './StepApproval.tsx';
import styles from './StepDetails.module.css';

interface StepOutcomeProps {
  readonly run: Run;
  readonly step: StepRun;
  /** What became of it afterwards. */
  readonly children: ReactNode;
}

/** One time that a step was done: state, times, attempts, error, and the JSON that went in and came out. */
export function StepOutcome({ run, step: known, children }: StepOutcomeProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const format = useFormat();
  const act = useRunActions();
  const [wantsAll, setWantsAll] = useState(false);
  const whole = useQuery({
    queryKey: runKeys.step(run.id, known.key),
    queryFn: ({ signal }) => getStep(run.id, known.key, signal),
    enabled: wantsAll,
  });
  const step = whole.data ?? known;
  const { state, startedAt, endedAt, attempts, error, input, output } = step;
  const child = run.children.get(step.key);
  const reason = error ? runErrorText(t, error) : '';
  return (
    <>
      <dl className={styles.facts}>
        <Fact title={t('runs.state.label')}>{t(`flow.state.${state}`)}</Fact>
        {startedAt ? (
          <Fact title={t('runs.begun')}>
            <time dateTime={startedAt}>{format.dateTime(startedAt)}</time>
          </Fact>
        ) : null}
        {startedAt && endedAt && state !== 'skipped' ? (
          <Fact title={t('runs.took')}>{elapsed(language, startedAt, endedAt)}</Fact>
        ) : null}
        {state === 'waiting' && known.wait?.event ? (
          <Fact title={t('runs.waitsForEvent')}>{known.wait.event}</Fact>
        ) : null}
        {state === 'waiting' && known.wait?.until ? (
          <Fact title={t('runs.waitsUntil')}>
            <time dateTime={known.wait.until}>{format.dateTime(known.wait.until)}</time>
          </Fact>
        ) : null}
        {attempts > 1 ? <Fact title={t('runs.attempts')}>{format.number(attempts)}</Fact> : null}
      </dl>
      {state === 'waiting' && known.wait?.approval ? <StepApproval id={known.wait.approval} /> : null}
      {error ? (
        <div className={styles.error}>
          {reason}
          {error.code ? <code>{error.code}</code> : null}
          {error.detail && !reason.includes(error.detail) ? <code>{error.detail}</code> : null}
        </div>
      ) : null}
      {children}
      {child ? (
        <Link to="/studio/runs/$id" params={{ id: child }} className={styles.link}>
          {t('runs.openChild')}
        </Link>
      ) : null}
      {input === undefined || input === null ? null : <JsonView title={t('runs.input')} value={input} />}
      {output === undefined || output === null ? null : <JsonView title={t('runs.output')} value={output} />}
      {known.isCut && !whole.data ? (
        <Button disabled={whole.isFetching} onClick={() => (wantsAll ? whole.refetch() : setWantsAll(true))}>
          {whole.error ? t('action.retry') : t('runs.loadAll')}
        </Button>
      ) : null}
      {isFailedRun(run.state) && state !== 'skipped' && !step.key.includes('[') ? (
        <Button
          icon={<RotateCcw size={14} aria-hidden />}
          disabled={act.isPending}
          onClick={() => act.mutate({ do: 'retry', id: run.id, options: { from: step.key, version: 'pinned' } })}
        >
          {t('runs.retryFrom')}
        </Button>
      ) : null}
    </>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}
