import { Alert, Modal } from 'antd';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import { ApiError } from '../../api/ApiError.ts';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { faultMessage } from '../../lib/faultMessage.ts';
import type { ActionTarget, StartedAction } from '../../store/actionTarget.ts';
import { changedValues } from '../../store/changedValues.ts';
import { createDraft } from '../../store/createDraft.ts';
import { initialValues } from '../../store/initialValues.ts';
import { Button } from '../../ui/Button.tsx';
import { ResultView } from '../pages/ResultView.tsx';
import { FailureAlert } from '../record/FailureAlert.tsx';
import styles from './ActionDialog.module.css';
import { AskedInput } from './AskedInput.tsx';
import { formFaults, inputFaults } from './formFaults.ts';
import { useCarryOut } from './useCarryOut.ts';

interface ActionDialogProps {
  readonly started: StartedAction;
  readonly onEnd: () => void;
}

/** An action that asks something before, or shows what came of it. */
export function ActionDialog({ started, onEnd }: ActionDialogProps) {
  const { t } = useTranslation();
  const { action, target } = started;
  const model = useModel();
  const carryOut = useCarryOut(action);
  const formId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new model must not empty what was typed
  const draft = useMemo(() => createDraft({}, initialValues(action.input?.fields ?? [])), []);
  const [isRunning, setRunning] = useState(false);
  const [output, setOutput] = useState<Json>();
  const [failure, setFailure] = useState<unknown>();
  const entity = useEntity(action.entity ?? '');
  const isAsked = action.input !== undefined || action.confirm !== undefined;

  async function run() {
    if (isRunning) return;
    setRunning(true);
    setFailure(undefined);
    try {
      const input: JsonObject = action.input ? changedValues(model, action.input, {}, draft.get()) : {};
      const answer = await carryOut(target, input);
      if (action.result) setOutput(answer);
      else onEnd();
    } catch (error) {
      const faults = error instanceof ApiError ? error.faults : [];
      const asked = inputFaults(faults, action);
      draft.setFaults(asked);
      const isElsewhere = target.on === 'form' && faults.length > asked.length;
      // What is wrong in the form behind is shown there.
      if (isElsewhere && asked.length === 0) onEnd();
      else if (faults.length === 0 || faults.length > asked.length) setFailure(error);
    } finally {
      setRunning(false);
    }
  }

  // What asks nothing begins by itself, once.
  const hasBegun = useRef(isAsked);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    run();
  });

  const isDone = output !== undefined;
  const others = failure instanceof ApiError ? formFaults(failure.faults, action) : [];
  return (
    <Modal
      open
      title={action.title}
      width={action.result ? 620 : 480}
      onCancel={onEnd}
      mask={{ closable: !isRunning }}
      footer={
        <div className={styles.foot}>
          <Button onClick={onEnd}>{isDone || !isAsked ? t('action.close') : t('action.cancel')}</Button>
          {isDone && action.input ? <Button onClick={() => setOutput(undefined)}>{t('actions.again')}</Button> : null}
          {isDone || !isAsked ? null : (
            <Button
              look={action.danger ? 'danger' : 'main'}
              disabled={isRunning}
              aria-busy={isRunning}
              {...(action.input ? { type: 'submit', form: formId } : { onClick: run, autoFocus: true })}
            >
              {action.title}
            </Button>
          )}
        </div>
      }
    >
      <div className={styles.body}>
        {target.on === 'record' ? <TargetLine target={target} /> : null}
        {action.description && !isDone ? <p className={styles.text}>{action.description}</p> : null}
        {action.confirm && !isDone ? <p className={styles.text}>{action.confirm}</p> : null}
        {failure !== undefined && others.length === 0 ? <FailureAlert error={failure} /> : null}
        {others.map((fault) => (
          <Alert
            key={`${fault.pointer} ${fault.message}`}
            type="error"
            showIcon
            title={faultMessage(t, fault, entity)}
          />
        ))}
        {action.input && !isDone ? (
          <AskedInput formId={formId} input={action.input} draft={draft} onSubmit={run} />
        ) : null}
        {isRunning && !isAsked ? <p role="status">{t('state.loading')}</p> : null}
        {isDone && action.result ? <ResultView shape={action.result} output={output} /> : null}
      </div>
    </Modal>
  );
}

function TargetLine({ target }: { readonly target: Extract<ActionTarget, { readonly on: 'record' }> }) {
  const entity = useEntity(target.entity);
  return (
    <p className={styles.target}>
      <span>{entity?.title}</span> <RecordLabel entity={target.entity} id={target.id} />
    </p>
  );
}
