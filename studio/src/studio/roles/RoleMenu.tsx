import { Copy, Eye, RotateCcw, ScanEye, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredDefinition } from '../../api/definitions.ts';
import { startViewAs } from '../../api/viewAs.ts';
import { useModel } from '../../app/ModelContext.tsx';
import type { RoleDraft } from '../../store/role/types.ts';
import { MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { ExplainDialog } from '../../workspace/access/ExplainDialog.tsx';
import { CopyRoleDialog } from './CopyRoleDialog.tsx';
import { RemoveRoleDialog } from './RemoveRoleDialog.tsx';

interface RoleMenuProps {
  readonly stored: StoredDefinition;
  readonly role: RoleDraft;
  readonly isLocked: boolean;
  readonly onCopy: (source: RoleDraft) => void;
  readonly onRemoved: () => void;
}

/** What else can be done with a role. */
export function RoleMenu({ stored, role, isLocked, onCopy, onRemoved }: RoleMenuProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<'copy' | 'remove' | 'explain'>();
  const isOwn = stored.package === 'local';
  const title = useModel().roles.find(({ name }) => name === stored.name)?.title ?? role.title;
  return (
    <>
      <MoreMenu>
        <MenuItem
          icon={<Eye size={14} />}
          onClick={() => startViewAs({ as: `role:${stored.name}`, name: title, from: window.location.pathname })}
        >
          {t('viewAs.thisRole')}
        </MenuItem>
        <MenuItem icon={<ScanEye size={14} />} onClick={() => setOpened('explain')}>
          {t('explain.action')}
        </MenuItem>
        {isLocked ? null : (
          <>
            <MenuItem icon={<Copy size={14} />} onClick={() => setOpened('copy')}>
              {t('role.copyFrom')}
            </MenuItem>
            <MenuLine />
            <MenuItem
              isDanger
              icon={isOwn ? <Trash2 size={14} /> : <RotateCcw size={14} />}
              onClick={() => setOpened('remove')}
            >
              {isOwn ? t('role.remove') : t('role.reset')}
            </MenuItem>
          </>
        )}
      </MoreMenu>
      {opened === 'explain' ? <ExplainDialog onClose={() => setOpened(undefined)} /> : null}
      {opened === 'copy' ? (
        <CopyRoleDialog name={stored.name} onCopy={onCopy} onClose={() => setOpened(undefined)} />
      ) : null}
      {opened === 'remove' ? (
        <RemoveRoleDialog stored={stored} title={title} onRemoved={onRemoved} onClose={() => setOpened(undefined)} />
      ) : null}
    </>
  );
}
