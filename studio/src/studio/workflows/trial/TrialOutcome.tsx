import { useTranslation } from 'react-i18next';
import type { Run } from '../../../api/runs.ts';
import { elapsed } from '../../../lib/elapsed.ts';
import { Button } from '../../../ui/Button.tsx';
import { OptionChip } from '../../../ui/OptionChip.tsx';
import { runErrorText } from '../../../workspace/runs/runErrorText.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import styles from './TrialPanel.module.css';

/** What came of a test run. */
export function TrialOutcome({ run }: { readonly run: Run }) {
  const { t, i18n } = useTranslation();
  const { select, trial } = useWorkflowDesign();
  const { state, steps, startedAt, endedAt, error } = run;
  const failed = steps.find((step) => step.state === 'failed');
  return (
    <div className={styles.outcome} role="status">
      <OptionChip title={t(`workflows.trial.states.${state}`)} color={state === 'failed' ? 'red' : 'green'} />
      <span>
        {t('workflows.trial.steps', { count: steps.length })}
        {startedAt && endedAt ? ` · ${elapsed(i18n.language, startedAt, endedAt)}` : ''}
      </span>
      {failed ? (
        <Button look="quiet" onClick={() => select({ kind: 'step', key: failed.id })}>
          {t('workflows.trial.showFailed')}
        </Button>
      ) : null}
      <Button look="quiet" onClick={trial.reset}>
        {t('workflows.trial.clear')}
      </Button>
      {error ? <p className={styles.error}>{runErrorText(t, error)}</p> : null}
    </div>
  );
}
