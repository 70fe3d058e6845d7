import { useParams } from '@tanstack/react-router';
import { ApiError } from '../api/ApiError.ts';
import { useEntity } from '../app/ModelContext.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { EntityList } from './list/EntityList.tsx';

export function ListPage() {
  const { entity: name } = useParams({ from: '/$entity' });
  const entity = useEntity(name);
  if (!entity) return <ErrorPage error={new ApiError(404, 'KILN_NOT_FOUND', name)} />;
  return <EntityList key={name} entity={entity} />;
}
