import { useNavigate } from '@tanstack/react-router';
import { Link2, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { MenuItem } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { useCopyLink } from '../record/useCopyLink.ts';

/** What else can be done with a list: a link to it as it is, and its recycle bin. */
export function ListMenu({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const copyLink = useCopyLink();
  return (
    <MoreMenu>
      <MenuItem icon={<Link2 size={14} />} onClick={() => copyLink(window.location.href)}>
        {t('action.copyLink')}
      </MenuItem>
      <MenuItem
        icon={<Trash2 size={14} />}
        onClick={() => navigate({ to: '/$entity/bin', params: { entity: entity.name } })}
      >
        {t('bin.title')}
      </MenuItem>
    </MoreMenu>
  );
}
