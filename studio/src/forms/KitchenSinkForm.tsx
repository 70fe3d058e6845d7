import { useMemo } from 'react';
import { useEntity } from '../app/ModelContext.tsx';
import { createDraft } from '../store/createDraft.ts';
import { sinkValues } from './kitchenSinkModel.ts';
import { RecordForm } from './RecordForm.tsx';

/** All of it as one form, which is never saved. */
export function KitchenSinkForm() {
  const entity = useEntity('sink');
  const draft = useMemo(() => createDraft(sinkValues), []);
  if (!entity) return null;
  return <RecordForm formId="sink" entity={entity} draft={draft} isPassing check={() => []} onSubmit={() => {}} />;
}
