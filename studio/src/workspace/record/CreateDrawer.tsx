import { useQueryClient } from '@tanstack/react-query';
import { App, Drawer } from 'antd';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { createRecordOnce } from '../../api/createRecordOnce.ts';
import { recordKeys } from '../../api/keys.ts';
import type { RecordValues } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { RecordForm } from '../../forms/RecordForm.tsx';
import { useChecks } from '../../forms/useChecks.ts';
import { changedValues } from '../../store/changedValues.ts';
import { createDraft } from '../../store/createDraft.ts';
import { initialValues } from '../../store/initialValues.ts';
import { defaultForm } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { FailureAlert } from './FailureAlert.tsx';

interface CreateDrawerProps {
  readonly entity: BrowserEntity;
  /** What is already known of the new record, such as the one it belongs to. */
  readonly given: RecordValues;
  readonly onClose: () => void;
}

/** The form of a new record beside the page one is on. */
export function CreateDrawer({ entity, given, onClose }: CreateDrawerProps) {
  const { t } = useTranslation();
  const model = useModel();
  const cache = useQueryClient();
  const toasts = useToasts();
  const { modal } = App.useApp();
  const isNarrow = useIsNarrow();
  const formId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new model must not empty what was typed
  const draft = useMemo(() => {
    const start = { ...initialValues(entity.fields), ...given };
    return createDraft(start);
  }, []);
  const create = useMemo(createRecordOnce, []);
  const { check, isReady } = useChecks(entity, draft, 'create');
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  async function submit() {
    if (isSaving) return;
    setSaving(true);
    setFailure(undefined);
    try {
      const values = changedValues(model, entity, {}, draft.get());
      await create(entity.name, values, defaultForm(model, entity.name)?.name);
      await cache.invalidateQueries({ queryKey: recordKeys.entity(entity.name) });
      toasts.success(t('record.saved'));
      onClose();
    } catch (error) {
      const faults = error instanceof ApiError ? error.faults : [];
      draft.setFaults(faults);
      if (faults.length === 0) setFailure(error);
    } finally {
      setSaving(false);
    }
  }

  function leave() {
    if (!draft.state().isDirty) return onClose();
    modal.confirm({
      title: t('record.leaveTitle'),
      content: t('record.leaveText'),
      okText: t('record.leave'),
      okButtonProps: { danger: true },
      cancelText: t('record.stay'),
      icon: null,
      onOk: onClose,
    });
  }

  return (
    <Drawer
      open
      title={t('record.new', { entity: entity.title })}
      placement={isNarrow ? 'bottom' : 'right'}
      size={isNarrow ? window.innerHeight - 40 : 640}
      onClose={leave}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={leave}>{t('action.cancel')}</Button>
          <Button look="main" type="submit" form={formId} disabled={!isReady || isSaving}>
            {t('action.create')}
          </Button>
        </div>
      }
    >
      {failure === undefined ? null : <FailureAlert error={failure} />}
      <RecordForm formId={formId} entity={entity} draft={draft} check={check} onSubmit={submit} />
    </Drawer>
  );
}
