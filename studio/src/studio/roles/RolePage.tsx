import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getDefinition } from '../../api/definitions.ts';
import { definitionKeys } from '../../api/keys.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { mayUse } from '../../store/rights.ts';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { RoleEditor } from './RoleEditor.tsx';

export function RolePage() {
  const { role: name } = useParams({ from: '/settings/roles/$role' });
  const hasTexts = mayUse(useModel(), 'studio');
  const { data, error, refetch } = useQuery({
    queryKey: definitionKeys.one('role', name),
    queryFn: ({ signal }) => getDefinition('role', name, signal),
  });
  const texts = useQuery({
    queryKey: definitionKeys.one('locale', otherLanguage),
    queryFn: ({ signal }) => getDefinition('locale', otherLanguage, signal),
    enabled: hasTexts,
    // There may be none yet.
    retry: false,
  });
  // What is being edited stays, also when somebody else removed it meanwhile.
  if (data && !texts.isLoading)
    return <RoleEditor key={name} stored={data} locale={texts.data?.document} isGone={error !== null} />;
  if (error) return <ErrorPage error={error} onRetry={() => refetch()} />;
  return <PageSkeleton />;
}
