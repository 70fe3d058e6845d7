import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getDefinition } from '../../api/definitions.ts';
import { definitionKeys } from '../../api/keys.ts';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { RoleEditor } from './RoleEditor.tsx';

export function RolePage() {
  const { role: name } = useParams({ from: '/settings/roles/$role' });
  const { data, error, refetch } = useQuery({
    queryKey: definitionKeys.one('role', name),
    queryFn: ({ signal }) => getDefinition('role', name, signal),
  });
  // What is being edited stays, also when somebody else removed it meanwhile.
  if (data) return <RoleEditor key={name} stored={data} isGone={error !== null} />;
  if (error) return <ErrorPage error={error} onRetry={() => refetch()} />;
  return <PageSkeleton />;
}
