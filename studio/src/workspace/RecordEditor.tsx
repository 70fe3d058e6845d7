import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { type ReactNode, useEffect, useId, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { ApiError } from '../api/ApiError.ts';
import { useModel } from '../app/ModelContext.tsx';
import { useFormat } from '../fields/shared/useFormat.ts';
import { RecordForm } from '../forms/RecordForm.tsx';
import { TypedTexts } from '../forms/TypedTexts.tsx';
import { useChecks } from '../forms/useChecks.ts';
import { faultMessage } from '../lib/faultMessage.ts';
import { parsePointer } from '../lib/jsonPointer.ts';
import { actionsAt } from '../store/actionTarget.ts';
import type { Draft } from '../store/createDraft.ts';
import { formLayout, layoutFields } from '../store/formLayout.ts';
import { Button } from '../ui/Button.tsx';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useToasts } from '../ui/toasts/ToastsContext.tsx';
import { ActionButtons } from './actions/ActionButtons.tsx';
import { useFittingActions } from './actions/useFittingActions.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { GoneNotice } from './MissingEntity.tsx';
import styles from './RecordEditor.module.css';
import { FailureAlert } from './record/FailureAlert.tsx';

interface RecordEditorProps {
  readonly entity: BrowserEntity;
  readonly title: string;
  /** Absent while it is new. */
  readonly id?: string;
  readonly draft: Draft;
  readonly mode: 'create' | 'update';
  /** Names of fields that nobody changes until an approval is decided. */
  readonly locked?: readonly string[];
  /** Sends the draft; false when there is something to be decided first. Throws ApiError. */
  readonly save: () => Promise<boolean>;
  /** The entity was taken away meanwhile: what was typed can only be copied. */
  readonly isGone?: boolean;
  readonly notice?: ReactNode;
  /** Under the header, over all of the width. */
  readonly banner?: ReactNode;
  readonly menu?: ReactNode;
  /** ISO timestamps of the saved record. */
  readonly times?: { readonly createdAt: string | undefined; readonly updatedAt: string | undefined };
}

/** A record's page while it is filled in: header with save, what is wrong as a whole, the form. */
export function RecordEditor({
  entity,
  title,
  id,
  draft,
  mode,
  locked,
  save,
  isGone = false,
  notice,
  banner,
  menu,
  times,
}: RecordEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const toasts = useToasts();
  const formId = useId();
  const hasActions = actionsAt(model, entity.name, 'form').length > 0;
  // Not the whole draft: a key press in a field is the form's business alone.
  const isDirty = useSyncExternalStore(draft.subscribe, () => draft.state().isDirty);
  const faults = useSyncExternalStore(draft.subscribe, () => draft.state().faults);
  const values = useSyncExternalStore(draft.subscribe, () => (hasActions ? draft.get() : undefined));
  const actions = useFittingActions(entity, 'form', values);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { check, isReady } = useChecks(entity, draft, mode);

  async function submit() {
    if (saving) return;
    setSaving(true);
    setFailure(undefined);
    try {
      if (await save()) toasts.success(t('record.saved'));
    } catch (error) {
      const faults = error instanceof ApiError ? error.faults : [];
      draft.setFaults(faults);
      if (faults.length === 0) setFailure(error);
    } finally {
      setSaving(false);
    }
  }

  useEffect(() => {
    function saveByKey(event: KeyboardEvent) {
      if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      const form = document.getElementById(formId);
      if (form instanceof HTMLFormElement) form.requestSubmit();
    }
    document.addEventListener('keydown', saveByKey);
    return () => document.removeEventListener('keydown', saveByKey);
  }, [formId]);

  const shown = new Set(layoutFields(formLayout(model, entity)));
  const general = faults.filter(({ pointer }) => !shown.has(parsePointer(pointer)[0] ?? ''));
  const canSave = isReady && !isGone && (mode === 'create' || isDirty);
  return (
    <div className={styles.page}>
      <PageHeader
        icon={<EntityIcon name={entity.icon} />}
        parent={
          <Link to="/$entity" params={{ entity: entity.name }}>
            {entity.pluralTitle}
          </Link>
        }
        title={title}
      >
        {isDirty ? <span className={styles.unsaved}>{t('record.unsaved')}</span> : null}
        <ActionButtons
          actions={actions}
          target={{ on: 'form', entity: entity.name, draft, ...(id === undefined ? {} : { id }) }}
        />
        {menu}
        <Button look="main" type="submit" form={formId} aria-busy={saving} disabled={!canSave || saving}>
          {mode === 'create' ? t('action.create') : t('action.save')}
        </Button>
      </PageHeader>
      {banner}
      <div className={styles.scroll}>
        <div className={styles.content}>
          <div className={styles.notices}>
            {notice}
            {failure === undefined ? null : <FailureAlert error={failure} />}
            {general.map((fault) => (
              <Alert
                key={`${fault.pointer} ${fault.message}`}
                type="error"
                showIcon
                title={faultMessage(t, fault, entity)}
              />
            ))}
          </div>
          {isGone ? (
            <>
              <GoneNotice title={entity.pluralTitle} />
              <TypedTexts entity={entity} draft={draft} />
            </>
          ) : (
            <RecordForm
              formId={formId}
              entity={entity}
              draft={draft}
              check={check}
              onSubmit={submit}
              {...(locked ? { locked } : {})}
            />
          )}
          {times?.createdAt && times.updatedAt ? (
            <div className={styles.about}>
              <span>{t('record.created', { when: format.dateTime(times.createdAt) })}</span>
              <span>{t('record.updated', { when: format.dateTime(times.updatedAt) })}</span>
            </div>
          ) : null}
        </div>
      </div>
      <LeaveGuard draft={draft} />
    </div>
  );
}
