import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { viewsOf } from '../../store/model.ts';
import { DefinitionList } from '../forms/DefinitionList.tsx';
import { useDefinitionActions } from '../forms/useDefinitionActions.ts';

/** The views of an entity, for its page in the Studio. */
export function EntityViews({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const { create } = useDefinitionActions('view', entity);
  const open = (name: string) => navigate({ to: '/studio/views/$name', params: { name } });
  return (
    <DefinitionList
      kind="view"
      entity={entity}
      newTitle={t('viewDesigner.newView')}
      text={t('viewDesigner.aboutViews')}
      onOpen={open}
      onNew={() => {
        const columns = viewsOf(model, entity.name).find(({ type }) => type === 'list')?.columns ?? [];
        open(
          create({
            $schema: 'kiln:view',
            $id: `${entity.name.slice(0, 32)}View`,
            title: entity.pluralTitle,
            entity: entity.name,
            type: 'list',
            columns: columns.length > 0 ? columns.map(({ field }) => field) : [entity.display],
          }),
        );
      }}
    />
  );
}
