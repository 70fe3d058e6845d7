import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { ApiError } from '../api/ApiError.ts';
import { createRecord } from '../api/records.ts';
import { useEntity, useModel } from '../app/ModelContext.tsx';
import { changedValues } from '../store/changedValues.ts';
import { createDraft } from '../store/createDraft.ts';
import { initialValues } from '../store/initialValues.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { RecordEditor } from './RecordEditor.tsx';

export function NewRecordPage() {
  const { entity: name } = useParams({ from: '/$entity/new' });
  const entity = useEntity(name);
  if (!entity) return <ErrorNotice error={new ApiError(404, 'KILN_NOT_FOUND', name)} />;
  return <NewRecord key={name} entity={entity} />;
}

function NewRecord({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new model must not empty what was typed
  const draft = useMemo(() => createDraft(initialValues(entity.fields)), []);

  return (
    <RecordEditor
      entity={entity}
      title={t('record.new', { entity: entity.title })}
      draft={draft}
      mode="create"
      save={async () => {
        const record = await createRecord(entity.name, changedValues(model, entity, {}, draft.get()));
        draft.accept(draft.get());
        await navigate({ to: '/$entity/$id', params: { entity: entity.name, id: String(record.id) }, replace: true });
      }}
    />
  );
}
