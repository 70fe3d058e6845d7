import { useNavigate } from '@tanstack/react-router';
import { Check, Copy, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { useDefinitionActions } from './useDefinitionActions.ts';

interface DefinitionMenuProps {
  readonly kind: 'form' | 'view';
  readonly name: string;
  readonly document: JsonObject;
  readonly entity: BrowserEntity;
}

/** What else can be done with a form or view. All of it is a step of the draft, and can be taken back. */
export function DefinitionMenu({ kind, name, document, entity }: DefinitionMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useStudioDraft();
  const { duplicate, makeDefault } = useDefinitionActions(kind, entity);
  const open = (copy: string) =>
    kind === 'form'
      ? navigate({ to: '/studio/forms/$name', params: { name: copy } })
      : navigate({ to: '/studio/views/$name', params: { name: copy } });
  return (
    <MoreMenu>
      <MenuItem icon={<Copy size={14} />} onClick={() => open(duplicate(name, document))}>
        {t('formDesigner.duplicate')}
      </MenuItem>
      <MenuItem
        icon={<Check size={14} />}
        isDisabled={document.default === true || document.roles !== undefined}
        onClick={() => makeDefault(name)}
      >
        {t('formDesigner.makeDefault')}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<Trash2 size={14} />}
        isDanger
        onClick={() => {
          remove(kind, name);
          navigate({ to: '/studio/entities/$name', params: { name: entity.name } });
        }}
      >
        {t('action.remove')}
      </MenuItem>
    </MoreMenu>
  );
}
