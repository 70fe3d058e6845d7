import { useParams } from '@tanstack/react-router';
import { ApiError } from '../api/ApiError.ts';
import { useEntity } from '../app/ModelContext.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { RecycleBin } from './bin/RecycleBin.tsx';

export function RecycleBinPage() {
  const { entity: name } = useParams({ from: '/$entity/bin' });
  const entity = useEntity(name);
  if (!entity) return <ErrorPage error={new ApiError(404, 'KILN_NOT_FOUND', name)} />;
  return <RecycleBin key={name} entity={entity} />;
}
