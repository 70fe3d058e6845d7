import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { ApiError } from '../api/ApiError.ts';
import { type RecordValues, updateRecord } from '../api/records.ts';
import { useEntity, useGoneEntity, useModel } from '../app/ModelContext.tsx';
import { OthersHere } from '../app/OthersHere.tsx';
import { asNumber, asText, plainText } from '../lib/values.ts';
import { changedValues } from '../store/changedValues.ts';
import { createDraft } from '../store/createDraft.ts';
import { memberId } from '../store/memberId.ts';
import { changedFields } from '../store/mergeRecord.ts';
import { may } from '../store/rights.ts';
import { Button } from '../ui/Button.tsx';
import columns from '../ui/ColumnsPage.module.css';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { LazyRecordApprovals } from './approvals/LazyRecordApprovals.ts';
import { useOpenApprovals } from './approvals/useOpenApprovals.ts';
import { MissingEntity } from './MissingEntity.tsx';
import { RecordEditor } from './RecordEditor.tsx';
import { ChangeNotice } from './record/ChangeNotice.tsx';
import { DetailBones } from './record/DetailBones.tsx';
import { MergeDialog } from './record/MergeDialog.tsx';
import { type Conflict, useRecord } from './record/useRecord.ts';

export function EditRecordPage() {
  const { entity: name, id } = useParams({ from: '/$entity/$id/edit' });
  const here = useEntity(name);
  const gone = useGoneEntity(name);
  const entity = here ?? gone;
  if (!entity) return <MissingEntity name={name} />;
  if (!may(entity, 'update')) return <ErrorPage error={new ApiError(403, 'KILN_FORBIDDEN', name)} />;
  return <LoadedRecord key={`${memberId(entity)}/${id}`} entity={entity} id={id} isGone={!here} />;
}

interface LoadedRecordProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  /** The entity was taken away while the form was open. */
  readonly isGone: boolean;
}

function LoadedRecord({ entity, id, isGone }: LoadedRecordProps) {
  const { values, error, reload } = useRecord(entity, id);
  const { isRead } = useOpenApprovals(entity.name, id);
  // Nobody types into a field that turns out to be locked.
  if (values && isRead) return <EditRecord entity={entity} id={id} isGone={isGone} values={values} reload={reload} />;
  return (
    <div className={columns.page}>
      <PageHeader icon={<EntityIcon name={entity.icon} />} title={entity.title} />
      <div className={columns.main}>{error ? <ErrorNotice error={error} onRetry={reload} /> : <DetailBones />}</div>
    </div>
  );
}

interface EditRecordProps extends LoadedRecordProps {
  /** As last read; newer ones come in while the page is open. */
  readonly values: RecordValues;
  readonly reload: () => Promise<RecordValues | undefined>;
}

/** The whole form of a record. Who saves second is shown what the first one changed, field by field. */
function EditRecord({ entity, id, isGone, values, reload }: EditRecordProps) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const { approvals, locked } = useOpenApprovals(entity.name, id);
  const { values: given } = useLocation().state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read later goes into the same draft
  const draft = useMemo(() => createDraft(values, { ...values, ...given }), []);
  const [theirs, setTheirs] = useState<RecordValues>();
  const [conflict, setConflict] = useState<Conflict>();

  // A newer version goes into the form, or, where something was typed, is told.
  useEffect(() => {
    const { saved, isDirty } = draft.state();
    if (saved === values) return;
    if (!isDirty) draft.accept(values);
    else if (saved.version !== values.version) setTheirs(values);
    // The same version with fields that the form did not have before.
    else draft.rebase((before) => ({ ...values, ...before }));
  }, [draft, values]);

  const view = () =>
    navigate({
      to: '/$entity/$id',
      params: { entity: entity.name, id },
      state: ({ values: _given, ...before }) => before,
      replace: true,
    });

  async function save() {
    const { saved } = draft.state();
    const changes = changedValues(model, entity, saved, draft.get());
    try {
      await updateRecord(entity.name, id, changes, asNumber(saved.version));
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 412)) throw error;
      const newer = await reload();
      if (!newer) throw error;
      setConflict({ base: saved, mine: draft.get(), theirs: newer });
      return false;
    }
    // What the server made of it: computed fields, the new version.
    draft.accept((await reload()) ?? draft.get());
    await view();
    return true;
  }

  function merge(merged: RecordValues, from: RecordValues) {
    draft.accept(from);
    draft.change(merged);
    setConflict(undefined);
    setTheirs(undefined);
  }

  const fields = theirs ? changedFields(entity, draft.state().saved, theirs) : [];
  return (
    <>
      <RecordEditor
        entity={entity}
        title={plainText(values[entity.display]) || t('record.untitled')}
        id={id}
        draft={draft}
        mode="update"
        locked={locked}
        banner={
          approvals.length > 0 ? (
            <Suspense>
              <LazyRecordApprovals approvals={approvals} />
            </Suspense>
          ) : null
        }
        isGone={isGone}
        save={save}
        notice={
          <ChangeNotice
            fields={fields}
            onReview={() => {
              if (theirs) setConflict({ base: draft.state().saved, mine: draft.get(), theirs });
            }}
            onDismiss={() => setTheirs(undefined)}
          />
        }
        times={{ createdAt: asText(values.createdAt), updatedAt: asText(values.updatedAt) }}
        menu={
          <>
            <OthersHere place={`record/${entity.name}/${id}`} />
            <Button onClick={view}>{t('action.cancel')}</Button>
          </>
        }
      />
      {conflict ? (
        <MergeDialog
          entity={entity}
          conflict={conflict}
          onCancel={() => setConflict(undefined)}
          onMerge={(merged) => merge(merged, conflict.theirs)}
        />
      ) : null}
    </>
  );
}
