import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, Link2, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { useCopyLink } from '../record/useCopyLink.ts';

/** What else can be done with a list: a link to it as it is, and its recycle bin. */
export function ListMenu({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const copyLink = useCopyLink();
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
            icon={<Link2 size={14} />}
            onClick={() => {
              close();
              copyLink(window.location.href);
            }}
          >
            {t('action.copyLink')}
          </MenuItem>
          <MenuItem
            icon={<Trash2 size={14} />}
            onClick={() => {
              close();
              navigate({ to: '/$entity/bin', params: { entity: entity.name } });
            }}
          >
            {t('bin.title')}
          </MenuItem>
        </Menu>
      )}
    </Popover>
  );
}
