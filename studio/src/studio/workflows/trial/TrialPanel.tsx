import { FlaskConical, Play, X } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import type { WorkflowTrial } from '../../../api/workflows.ts';
import { LazyAntdLayer } from '../../../app/LazyAntdLayer.ts';
import { errorText } from '../../../lib/errorText.ts';
import { findEntity } from '../../../store/model.ts';
import { allSteps } from '../../../store/workflow/stepTree.ts';
import { Button } from '../../../ui/Button.tsx';
import { RecordPicker } from '../../../workspace/access/RecordPicker.tsx';
import { Line } from '../../entities/inspector/Line.tsx';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import { triggerEntity } from '../document/triggerEntity.ts';
import { JsonInput } from '../inspector/JsonInput.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { TrialChoice } from './TrialChoice.tsx';
import { TrialOutcome } from './TrialOutcome.tsx';
import styles from './TrialPanel.module.css';

interface TrialPanelProps {
  readonly onClose: () => void;
}

/** Tries the workflow out on a record, as it stands in the draft: what it does in Kiln is taken back afterwards. */
export function TrialPanel({ onClose }: TrialPanelProps) {
  const { t } = useTranslation();
  const { document, model, problems, trial } = useWorkflowDesign();
  const [input, setInput] = useState<JsonObject>();
  const [hasEffects, setEffects] = useState(false);
  const [approvals, setApprovals] = useState<WorkflowTrial['approvals']>('approved');
  const [waits, setWaits] = useState<WorkflowTrial['waits']>('met');
  const entity = triggerEntity(document);
  const title = findEntity(model, entity)?.title;
  // What was chosen of another entity is none of this one.
  const record = trial.record?.entity === entity ? trial.record : undefined;
  const isReady = (entity === '' || record !== undefined) && problems.length === 0;
  const { run, error } = trial;
  const does = (kind: string) => allSteps(document).some(({ step }) => step.do === kind);

  function start() {
    trial.start({ document, record, input, effects: hasEffects, approvals, waits });
  }

  return (
    <section className={styles.panel} aria-label={t('workflows.trial.title')} data-own-keys>
      <header className={styles.head}>
        <FlaskConical size={16} aria-hidden />
        <h2 className={styles.title}>{t('workflows.trial.title')}</h2>
        <Button look="quiet" aria-label={t('action.close')} icon={<X size={15} aria-hidden />} onClick={onClose} />
      </header>
      <div className={styles.body}>
        {title === undefined ? null : (
          <Line label={t('workflows.trial.record', { entity: title })}>
            {() => (
              <Suspense fallback={<span />}>
                <LazyAntdLayer>
                  <RecordPicker
                    entity={entity}
                    label={t('workflows.trial.record', { entity: title })}
                    value={record?.id}
                    onChange={(id) => trial.chooseRecord(id === undefined ? undefined : { entity, id })}
                  />
                </LazyAntdLayer>
              </Suspense>
            )}
          </Line>
        )}
        {isObject(document.input) ? (
          <Line label={t('workflows.trial.input')}>
            {() => (
              <JsonInput
                label={t('workflows.trial.input')}
                value={input}
                onChange={(next) => setInput(isObject(next) ? next : undefined)}
              />
            )}
          </Line>
        ) : null}
        {does('approval') ? (
          <TrialChoice
            label={t('workflows.trial.approvals.title')}
            choices={[
              ['approved', t('workflows.trial.approvals.approved')],
              ['rejected', t('workflows.trial.approvals.rejected')],
              ['expired', t('workflows.trial.approvals.expired')],
            ]}
            value={approvals}
            onChange={setApprovals}
          />
        ) : null}
        {does('wait') ? (
          <TrialChoice
            label={t('workflows.trial.waits.title')}
            choices={[
              ['met', t('workflows.trial.waits.met')],
              ['timedOut', t('workflows.trial.waits.timedOut')],
            ]}
            value={waits}
            onChange={setWaits}
          />
        ) : null}
        <Toggle
          label={t('workflows.trial.effects')}
          help={hasEffects ? t('workflows.trial.withEffects') : t('workflows.trial.withoutEffects')}
          isOn={hasEffects}
          onChange={setEffects}
        />
        <div className={styles.foot}>
          <Button
            look="main"
            disabled={!isReady || trial.isPending}
            aria-busy={trial.isPending}
            icon={<Play size={14} aria-hidden />}
            onClick={start}
          >
            {trial.isPending ? t('workflows.trial.running') : t('workflows.trial.start')}
          </Button>
          {problems.length > 0 ? <p className={styles.hint}>{t('workflows.trial.problemsFirst')}</p> : null}
          {run && !trial.isPending ? <TrialOutcome run={run} /> : null}
        </div>
        {error ? (
          <p className={styles.error} role="alert">
            {errorText(t, error)}
          </p>
        ) : null}
      </div>
    </section>
  );
}
