import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listViews } from '../../store/listViews.ts';
import { entityGroups, settingsEntities } from '../../store/model.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { useModel } from '../ModelContext.tsx';
import type { Command } from './commands.ts';

interface Places {
  readonly entities: readonly Command[];
  /** Pages of widgets. */
  readonly pages: readonly Command[];
  readonly views: readonly Command[];
}

/** Every list one can go to: entities, and their views. */
export function usePlaces(): Places {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const model = useModel();
  const entities = [...entityGroups(model).flatMap((group) => group.entities), ...settingsEntities(model)];
  return {
    pages: model.pages
      .filter(({ place }) => place === 'navigation')
      .map(({ name, title, icon }) => ({
        id: `page:${name}`,
        title,
        words: [name],
        icon: <EntityIcon name={icon ?? 'chart-bar'} />,
        run: () => navigate({ to: '/page-{$name}', params: { name } }),
      })),
    entities: entities.map(({ name, title, pluralTitle, icon }) => ({
      id: `entity:${name}`,
      title: pluralTitle,
      words: [name, title],
      icon: <EntityIcon name={icon} />,
      run: () => navigate({ to: '/$entity', params: { entity: name } }),
    })),
    views: entities.flatMap((entity) =>
      listViews(model, entity, t('list.all'))
        .slice(1)
        .map(({ name, title }) => ({
          id: `view:${entity.name}:${name}`,
          title,
          hint: entity.pluralTitle,
          words: [name, `${entity.pluralTitle} ${title}`],
          icon: <EntityIcon name={entity.icon} />,
          run: () => navigate({ to: '/$entity', params: { entity: entity.name }, search: { view: name } }),
        })),
    ),
  };
}
