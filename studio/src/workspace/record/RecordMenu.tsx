import { useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, Link2, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { useCopyLink } from './useCopyLink.ts';
import { useDelete } from './useDelete.ts';

interface RecordMenuProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  readonly onDeleted: () => void;
}

/** What else can be done with a record. A delete asks nothing: it can be taken back. */
export function RecordMenu({ entity, id, onDeleted }: RecordMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const copyLink = useCopyLink();
  const remove = useDelete(entity);
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
              navigate({ to: '/$entity/new', params: { entity: entity.name }, search: { from: id } });
            }}
          >
            {t('action.duplicate')}
          </MenuItem>
          <MenuItem
            icon={<Link2 size={14} />}
            onClick={() => {
              close();
              copyLink(`${window.location.origin}/${encodeURIComponent(entity.name)}/${id}`);
            }}
          >
            {t('action.copyLink')}
          </MenuItem>
          <MenuLine />
          <MenuItem
            isDanger
            icon={<Trash2 size={14} />}
            onClick={async () => {
              close();
              const gone = await remove([id]);
              if (gone.length > 0) onDeleted();
            }}
          >
            {t('action.delete')}
          </MenuItem>
        </Menu>
      )}
    </Popover>
  );
}
