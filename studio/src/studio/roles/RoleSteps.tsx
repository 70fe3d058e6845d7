import { Redo2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import type { RoleEdits } from './useRoleDraft.ts';

/** Back and forth through what was changed. */
export function RoleSteps({ edits }: { readonly edits: RoleEdits }) {
  const { t } = useTranslation();
  return (
    <>
      <Button
        look="quiet"
        disabled={!edits.canUndo}
        aria-label={t('action.undo')}
        title={t('action.undo')}
        icon={<Undo2 size={15} aria-hidden />}
        onClick={edits.undo}
      />
      <Button
        look="quiet"
        disabled={!edits.canRedo}
        aria-label={t('role.redo')}
        title={t('role.redo')}
        icon={<Redo2 size={15} aria-hidden />}
        onClick={edits.redo}
      />
    </>
  );
}
