import { useQuery } from '@tanstack/react-query';
import { recordKeys } from '../../api/keys.ts';
import { listTeams } from '../../api/teams.ts';
import { useEntity } from '../../app/ModelContext.tsx';

/** All teams. Below the records of the entity in the cache: what the server tells of one of them brings them anew. */
export function useTeams() {
  const entity = useEntity('team');
  return useQuery({
    queryKey: [...recordKeys.lists('team'), 'tree'],
    queryFn: ({ signal }) => listTeams(signal),
    enabled: entity !== undefined,
  });
}
