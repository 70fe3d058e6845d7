import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { ApiError } from '../api/ApiError.ts';
import { createRecordOnce } from '../api/createRecordOnce.ts';
import type { RecordValues } from '../api/records.ts';
import { useEntity, useGoneEntity, useModel } from '../app/ModelContext.tsx';
import { AnotherSwitch } from '../forms/AnotherSwitch.tsx';
import { changedValues } from '../store/changedValues.ts';
import { createDraft } from '../store/createDraft.ts';
import { duplicateValues } from '../store/duplicateValues.ts';
import { initialValues } from '../store/initialValues.ts';
import { memberId } from '../store/memberId.ts';
import { defaultForm } from '../store/model.ts';
import { may } from '../store/rights.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { MissingEntity } from './MissingEntity.tsx';
import { RecordEditor } from './RecordEditor.tsx';
import { DetailBones } from './record/DetailBones.tsx';
import { useRecord } from './record/useRecord.ts';

export function NewRecordPage() {
  const { entity: name } = useParams({ from: '/$entity/new' });
  const here = useEntity(name);
  const gone = useGoneEntity(name);
  const entity = here ?? gone;
  if (!entity) return <MissingEntity name={name} />;
  if (!may(entity, 'create')) return <ErrorPage error={new ApiError(403, 'KILN_FORBIDDEN', name)} />;
  return <NewOrCopy key={memberId(entity)} entity={entity} isGone={!here} />;
}

interface NewOrCopyProps {
  readonly entity: BrowserEntity;
  /** The entity was taken away while the form was open. */
  readonly isGone: boolean;
}

function NewOrCopy({ entity, isGone }: NewOrCopyProps) {
  const { from } = useSearch({ from: '/$entity/new' });
  return from === undefined ? (
    <NewRecord entity={entity} isGone={isGone} given={{}} />
  ) : (
    <CopyOf entity={entity} isGone={isGone} id={from} />
  );
}

function CopyOf({ entity, isGone, id }: NewOrCopyProps & { readonly id: string }) {
  const { values, error, reload } = useRecord(entity, id);
  if (values) return <NewRecord entity={entity} isGone={isGone} given={duplicateValues(entity, values)} />;
  return error ? <ErrorNotice error={error} onRetry={reload} /> : <DetailBones />;
}

interface NewRecordProps extends NewOrCopyProps {
  /** Values that it starts with besides its defaults. */
  readonly given: RecordValues;
}

function NewRecord({ entity, isGone, given }: NewRecordProps) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const [isSeries, setSeries] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new model must not empty what was typed
  const draft = useMemo(() => createDraft({ ...initialValues(entity.fields), ...given }), []);
  const create = useMemo(createRecordOnce, []);

  return (
    <RecordEditor
      entity={entity}
      title={t('record.new', { entity: entity.title })}
      draft={draft}
      mode="create"
      isGone={isGone}
      menu={<AnotherSwitch isOn={isSeries} onChange={setSeries} />}
      save={async () => {
        const values = changedValues(model, entity, {}, draft.get());
        const record = await create(entity.name, values, defaultForm(model, entity.name)?.name);
        if (isSeries) {
          draft.accept(initialValues(entity.fields));
          return true;
        }
        draft.accept(draft.get());
        await navigate({ to: '/$entity/$id', params: { entity: entity.name, id: String(record.id) }, replace: true });
        return true;
      }}
    />
  );
}
