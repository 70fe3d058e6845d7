import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { ApiError } from '../api/ApiError.ts';
import { createRecordOnce } from '../api/createRecordOnce.ts';
import { recordKeys } from '../api/keys.ts';
import { useEntity, useModel } from '../app/ModelContext.tsx';
import type { NewRecordWish } from '../fields/CreateRecord.tsx';
import { readText } from '../fields/readText.ts';
import { errorText } from '../lib/errorText.ts';
import { changedValues } from '../store/changedValues.ts';
import { createDraft } from '../store/createDraft.ts';
import { initialValues } from '../store/initialValues.ts';
import { findField } from '../store/model.ts';
import { quickLayout } from './quickLayout.ts';
import { RecordForm } from './RecordForm.tsx';
import { useChecks } from './useChecks.ts';

interface QuickCreateProps {
  readonly wish: NewRecordWish;
  readonly onClose: () => void;
}

export function QuickCreate({ wish, onClose }: QuickCreateProps) {
  const entity = useEntity(wish.entity);
  return entity ? <QuickForm entity={entity} wish={wish} onClose={onClose} /> : null;
}

function QuickForm({ entity, wish, onClose }: QuickCreateProps & { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const model = useModel();
  const cache = useQueryClient();
  const formId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new model must not empty what was typed
  const draft = useMemo(() => createDraft({}, firstValues(entity, wish.text)), []);
  const create = useMemo(createRecordOnce, []);
  const { check } = useChecks(entity, draft, 'create');
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function save() {
    if (isSaving) return;
    setSaving(true);
    setFailure(undefined);
    try {
      const record = await create(entity.name, changedValues(model, entity, {}, draft.get()));
      const id = String(record.id);
      cache.setQueryData(recordKeys.label(entity.name, id), record[entity.display] ?? null);
      wish.onCreated(id);
      onClose();
    } catch (error) {
      const faults = error instanceof ApiError ? error.faults : [];
      draft.setFaults(faults);
      if (faults.length === 0) setFailure(errorText(t, error));
    } finally {
      setSaving(false);
    }
  }

  /** The page below must not hear keys that are meant for the dialog. */
  function keepKeys(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.nativeEvent.stopPropagation();
    const form = document.getElementById(formId);
    if (form instanceof HTMLFormElement) form.requestSubmit();
  }

  return (
    <Modal
      open
      title={t('record.new', { entity: entity.title })}
      width={460}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={isSaving}>
            {t('action.create')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only keeps keys from the page below */}
      <div onKeyDown={keepKeys}>
        {failure === undefined ? null : <Alert type="error" showIcon title={failure} style={{ marginBottom: 12 }} />}
        <RecordForm
          formId={formId}
          idPrefix="quick"
          entity={entity}
          draft={draft}
          tabs={quickLayout(entity)}
          isPassing
          check={check}
          onSubmit={save}
        />
      </div>
    </Modal>
  );
}

/** What was typed while looking for the record is most likely its name. */
function firstValues(entity: BrowserEntity, text: string) {
  const display = findField(entity, entity.display);
  const name = display && !display.computed && text !== '' ? readText(display, text) : undefined;
  return { ...initialValues(entity.fields), ...(display && name !== undefined ? { [display.name]: name } : {}) };
}
