import { useParams } from '@tanstack/react-router';
import { useEntity } from '../app/ModelContext.tsx';
import { memberId } from '../store/memberId.ts';
import { EntityList } from './list/EntityList.tsx';
import { MissingEntity } from './MissingEntity.tsx';

export function ListPage() {
  const { entity: name } = useParams({ from: '/$entity' });
  const entity = useEntity(name);
  if (!entity) return <MissingEntity name={name} />;
  return <EntityList key={memberId(entity)} entity={entity} />;
}
