import { useQueryClient } from '@tanstack/react-query';
import { Modal, Progress } from 'antd';
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserAction } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { figureKeys, recordKeys } from '../../api/keys.ts';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import type { ActionTarget } from '../../store/actionTarget.ts';
import { changedValues } from '../../store/changedValues.ts';
import { createDraft } from '../../store/createDraft.ts';
import { initialValues } from '../../store/initialValues.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { FailureList, type Failures } from '../list/FailureList.tsx';
import { FailureAlert } from '../record/FailureAlert.tsx';
import styles from './ActionDialog.module.css';
import { AskedInput } from './AskedInput.tsx';
import { inputFaults } from './formFaults.ts';
import { type BulkRun, runForMany } from './runForMany.ts';

interface BulkDialogProps {
  readonly action: BrowserAction;
  readonly target: Extract<ActionTarget, { readonly on: 'list' }>;
  readonly onEnd: () => void;
}

/** An action with the chosen rows of a list: how far it is, and with which of them it failed. */
export function BulkDialog({ action, target, onEnd }: BulkDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const toasts = useToasts();
  const cache = useQueryClient();
  const entity = useEntity(target.entity);
  const formId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new model must not empty what was typed
  const draft = useMemo(() => createDraft({}, initialValues(action.input?.fields ?? [])), []);
  const [through, setThrough] = useState<{ readonly done: number; readonly of: number }>();
  const [outcome, setOutcome] = useState<BulkRun>();
  const [failure, setFailure] = useState<unknown>();
  const stop = useRef<AbortController>(undefined);
  const isRunning = through !== undefined;

  async function run() {
    if (isRunning) return;
    const controller = new AbortController();
    stop.current = controller;
    setFailure(undefined);
    setOutcome(undefined);
    setThrough({ done: 0, of: target.count });
    try {
      const ids = await target.ids();
      const input = action.input ? changedValues(model, action.input, {}, draft.get()) : {};
      const report = (done: number) => setThrough({ done, of: ids.length });
      const result = await runForMany({ action, entity: target.entity, ids, input, report, signal: controller.signal });
      for (const keys of [recordKeys, figureKeys]) cache.invalidateQueries({ queryKey: keys.entity(target.entity) });
      // What was typed is wrong for all of them alike.
      const [first] = result.failed;
      const asked = first?.error instanceof ApiError ? inputFaults(first.error.faults, action) : [];
      if (result.done === 0 && asked.length > 0) return draft.setFaults(asked);
      if (result.failed.length > 0 || result.skipped > 0) return setOutcome(result);
      toasts.success(
        result.message ??
          action.success ??
          t('actions.doneWith', { count: result.done, number: format.number(result.done) }),
      );
      target.onDone();
      onEnd();
    } catch (error) {
      setFailure(error);
    } finally {
      setThrough(undefined);
    }
  }

  function leave() {
    stop.current?.abort();
    if (outcome && outcome.done > 0) target.onDone();
    onEnd();
  }

  const failures: Failures | undefined = outcome && { done: outcome.done, failed: outcome.failed };
  return (
    <Modal
      open
      title={action.title}
      width={520}
      onCancel={leave}
      mask={{ closable: !isRunning }}
      footer={
        <div className={styles.foot}>
          <Button onClick={isRunning ? () => stop.current?.abort() : leave}>
            {isRunning ? t('bulk.stop') : outcome ? t('action.close') : t('action.cancel')}
          </Button>
          {outcome || isRunning ? null : (
            <Button
              look={action.danger ? 'danger' : 'main'}
              {...(action.input ? { type: 'submit', form: formId } : { onClick: run, autoFocus: true })}
            >
              {action.title}
            </Button>
          )}
        </div>
      }
    >
      <div className={styles.body}>
        <p className={styles.target}>
          {t('list.selected', { count: target.count, number: format.number(target.count) })}
        </p>
        {outcome ? null : (
          <>
            {action.description ? <p className={styles.text}>{action.description}</p> : null}
            {action.confirm ? <p className={styles.text}>{action.confirm}</p> : null}
            {action.input ? <AskedInput formId={formId} input={action.input} draft={draft} onSubmit={run} /> : null}
          </>
        )}
        {failure === undefined ? null : <FailureAlert error={failure} />}
        {through ? (
          <div role="status">
            <Progress percent={Math.floor((through.done / Math.max(1, through.of)) * 100)} aria-label={action.title} />
            <p className={styles.hint}>
              {t('bulk.progress', { done: format.number(through.done), of: format.number(through.of) })}
            </p>
          </div>
        ) : null}
        {outcome && outcome.skipped > 0 ? (
          <p className={styles.hint}>
            {t('actions.skipped', { count: outcome.skipped, number: format.number(outcome.skipped) })}
          </p>
        ) : null}
        {outcome?.isStopped ? <p className={styles.hint}>{t('actions.stopped')}</p> : null}
        {entity && failures && failures.failed.length > 0 ? <FailureList entity={entity} failures={failures} /> : null}
      </div>
    </Modal>
  );
}
