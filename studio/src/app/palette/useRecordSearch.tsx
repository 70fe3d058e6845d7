import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import { matchText } from '../../lib/matchText.ts';
import { plainText } from '../../lib/values.ts';
import { findByText } from '../../store/findByText.ts';
import { visibleEntities } from '../../store/model.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { useModel } from '../ModelContext.tsx';
import type { Command } from './commands.ts';

/** Of each entity: more stand in its list. */
const perEntity = 4;
const most = 12;

interface Found {
  readonly records: readonly Command[];
  readonly isSearching: boolean;
}

/** Records of all entities that match, those that begin with the text first. Nothing without text. */
export function useRecordSearch(text: string): Found {
  const navigate = useNavigate();
  const entities = visibleEntities(useModel());
  return useQueries({
    queries: entities.map((entity) => ({
      queryKey: [...recordKeys.entity(entity.name), 'palette', text],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const query = { ...findByText(entity, text), select: `id,${entity.display}`, limit: perEntity };
        return (await listRecords(entity.name, query, signal)).data;
      },
      enabled: text !== '',
    })),
    combine: (answers) => ({
      isSearching: answers.some(({ isFetching }) => isFetching),
      records: answers
        .flatMap(({ data = [] }, index) => {
          const entity = entities[index];
          if (!entity) return [];
          return data.map((record): Command => {
            const id = String(record.id);
            return {
              id: `record:${id}`,
              title: plainText(record[entity.display]) || id,
              hint: entity.title,
              icon: <EntityIcon name={entity.icon} />,
              run: () => navigate({ to: '/$entity/$id', params: { entity: entity.name, id } }),
            };
          });
        })
        .sort((a, b) => (matchText(text, [b.title]) ?? 0) - (matchText(text, [a.title]) ?? 0))
        .slice(0, most),
    }),
  });
}
