import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { isLocked } from '../../store/rights.ts';
import { DefinitionList } from './DefinitionList.tsx';
import { useDefinitionActions } from './useDefinitionActions.ts';

/** The forms of an entity, for its page in the Studio. */
export function EntityForms({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { create } = useDefinitionActions('form', entity);
  const open = (name: string) => navigate({ to: '/studio/forms/$name', params: { name } });
  return (
    <DefinitionList
      kind="form"
      entity={entity}
      newTitle={t('formDesigner.newForm')}
      text={t('formDesigner.aboutForms')}
      onOpen={open}
      onNew={() => {
        const fields = entity.fields.filter((field) => !field.system && !isLocked(field)).map(({ name }) => name);
        const sections = [{ columns: 2, fields }];
        open(
          create({
            $schema: 'kiln:form',
            $id: entity.name,
            title: entity.title,
            entity: entity.name,
            tabs: [{ sections }],
          }),
        );
      }}
    />
  );
}
