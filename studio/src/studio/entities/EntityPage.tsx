import { useParams } from '@tanstack/react-router';
import { ApiError } from '../../api/ApiError.ts';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { useDraftDocument, useStudioDraft } from '../draft/StudioDraft.ts';
import { EntityDesigner } from './EntityDesigner.tsx';
import { EntityEditingProvider } from './EntityEditing.ts';
import { RemovedEntity } from './RemovedEntity.tsx';
import { useEntityDraft } from './useEntityDraft.ts';

/** One entity of the draft, as it is designed. */
export function EntityPage() {
  const { name } = useParams({ from: '/studio/entities/$name' });
  const { status, document, error } = useDraftDocument('entity', name);
  const { open } = useStudioDraft();
  const editing = useEntityDraft(name);
  if (status === 'missing') return <ErrorPage error={new ApiError(404, 'KILN_NOT_FOUND', name)} />;
  if (status === 'failed') return <ErrorPage error={error} onRetry={() => void open('entity', name)} />;
  if (document === null) return <RemovedEntity name={name} />;
  if (!editing) return <PageSkeleton />;
  return (
    <EntityEditingProvider value={editing}>
      <EntityDesigner />
    </EntityEditingProvider>
  );
}
