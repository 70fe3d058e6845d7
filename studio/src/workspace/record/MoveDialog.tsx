import { Modal } from 'antd';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { FormTab } from '../../../../core/model/types.ts';
import { ApiError } from '../../api/ApiError.ts';
import type { RecordValues } from '../../api/records.ts';
import { optionOf } from '../../fields/shared/options.ts';
import { RecordForm } from '../../forms/RecordForm.tsx';
import { useChecks } from '../../forms/useChecks.ts';
import { plainText } from '../../lib/values.ts';
import { createDraft } from '../../store/createDraft.ts';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { ErrorLine } from './ErrorLine.tsx';
import { FailureAlert } from './FailureAlert.tsx';
import { type OpenRecord, useRecord } from './useRecord.ts';

/** A record that is to go to another state, which wants some fields filled in. */
export interface AskedMove {
  readonly field: BrowserField;
  readonly to: string;
  /** Names of the fields. */
  readonly asks: readonly string[];
}

interface MoveDialogProps extends AskedMove {
  readonly entity: BrowserEntity;
  readonly id: string;
  readonly onClose: () => void;
}

/** Asks for what a record needs to go to another state, and saves both at once. */
export function MoveDialog(props: MoveDialogProps) {
  const { entity, id, field, to, onClose } = props;
  const { t } = useTranslation();
  const formId = useId();
  const record = useRecord(entity, id);
  const [isSaving, setSaving] = useState(false);
  const { values, error } = record;
  const target = optionOf(field, to).title;
  return (
    <Modal
      open
      title={t('transition.title', { state: target })}
      width={520}
      onCancel={onClose}
      footer={
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" type="submit" form={formId} disabled={!values || isSaving} aria-busy={isSaving}>
            {t('transition.go', { state: target })}
          </Button>
        </div>
      }
    >
      {values ? (
        <MoveForm {...props} formId={formId} record={record} values={values} onSaving={setSaving} />
      ) : error ? (
        <ErrorLine error={error} onRetry={record.reload} />
      ) : (
        <Bone height="64px" />
      )}
    </Modal>
  );
}

interface MoveFormProps extends MoveDialogProps {
  readonly formId: string;
  readonly record: OpenRecord;
  readonly values: RecordValues;
  readonly onSaving: (isSaving: boolean) => void;
}

function MoveForm({ entity, field, to, asks, formId, record, values, onSaving, onClose }: MoveFormProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read later must not empty what was typed
  const draft = useMemo(() => createDraft(values, { ...values, [field.name]: to }), []);
  const tabs = useMemo(
    (): FormTab[] => [{ sections: [{ columns: 1, fields: asks.map((name) => ({ field: name })) }] }],
    [asks],
  );
  const { check } = useChecks(entity, draft, 'update');
  const [failure, setFailure] = useState<unknown>();

  async function save() {
    onSaving(true);
    setFailure(undefined);
    try {
      const typed = draft.get();
      await record.save({
        [field.name]: to,
        ...Object.fromEntries(asks.map((name) => [name, typed[name] ?? null])),
      });
      toasts.success(t('transition.done', { state: optionOf(field, to).title }));
      onClose();
    } catch (error) {
      const faults = error instanceof ApiError ? error.faults : [];
      const own = faults.filter(({ pointer }) => asks.some((name) => pointer.startsWith(`/${name}`)));
      draft.setFaults(own);
      if (own.length < faults.length || faults.length === 0) setFailure(error);
    } finally {
      onSaving(false);
    }
  }

  /** The page below must not hear keys that are meant for the dialog. */
  function keepKeys(event: KeyboardEvent) {
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps keys from the page below
    <div className={dialog.stack} onKeyDown={keepKeys}>
      <p className={dialog.text}>
        {t('transition.text', { record: plainText(values[entity.display]) || t('record.untitled') })}
      </p>
      {failure === undefined ? null : <FailureAlert error={failure} />}
      <RecordForm
        formId={formId}
        idPrefix="move"
        entity={entity}
        draft={draft}
        tabs={tabs}
        isPassing
        check={check}
        onSubmit={save}
      />
    </div>
  );
}
