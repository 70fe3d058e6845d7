import { useNavigate } from '@tanstack/react-router';
import { Check, Copy, Ellipsis, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { useDefinitionActions } from '../forms/useDefinitionActions.ts';
import type { ViewEditing } from './useViewDraft.ts';

interface ViewMenuProps {
  readonly editing: ViewEditing;
  readonly entity: BrowserEntity;
}

/** What else can be done with a view. All of it is a step of the draft, and can be taken back. */
export function ViewMenu({ editing, entity }: ViewMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useStudioDraft();
  const { duplicate, makeDefault } = useDefinitionActions('view', entity);
  const { name, document } = editing;
  return (
    <Popover
      label={t('action.more')}
      trigger={(props) => (
        <Button {...props} look="quiet" aria-label={t('action.more')} icon={<Ellipsis size={16} aria-hidden />} />
      )}
    >
      {(close) => (
        <Menu>
          <MenuItem
            icon={<Copy size={14} />}
            onClick={() => {
              close();
              const copy = duplicate(name, document);
              navigate({ to: '/studio/views/$name', params: { name: copy } });
            }}
          >
            {t('formDesigner.duplicate')}
          </MenuItem>
          <MenuItem
            icon={<Check size={14} />}
            isDisabled={document.default === true}
            onClick={() => {
              close();
              makeDefault(name);
            }}
          >
            {t('formDesigner.makeDefault')}
          </MenuItem>
          <MenuLine />
          <MenuItem
            icon={<Trash2 size={14} />}
            isDanger
            onClick={() => {
              close();
              remove('view', name);
              navigate({ to: '/studio/entities/$name', params: { name: entity.name } });
            }}
          >
            {t('action.remove')}
          </MenuItem>
        </Menu>
      )}
    </Popover>
  );
}
