import { useNavigate } from '@tanstack/react-router';
import { Copy, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { useWorkflowActions } from './useWorkflowActions.ts';

interface WorkflowMenuProps {
  readonly name: string;
  readonly document: JsonObject;
}

/** What else can be done with a workflow. All of it is a step of the draft, and can be taken back. */
export function WorkflowMenu({ name, document }: WorkflowMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const toasts = useToasts();
  const { remove, undo, changes, discard } = useStudioDraft();
  const { duplicate } = useWorkflowActions();
  const isChanged = changes.some((each) => each.kind === 'workflow' && each.name === name && each.saved !== null);
  return (
    <MoreMenu>
      <MenuItem
        icon={<Copy size={14} />}
        onClick={() => navigate({ to: '/studio/workflows/$name', params: { name: duplicate(name, document) } })}
      >
        {t('flow.duplicate')}
      </MenuItem>
      <MenuItem icon={<RotateCcw size={14} />} isDisabled={!isChanged} onClick={() => discard('workflow', name)}>
        {t('workflows.discard')}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<Trash2 size={14} />}
        isDanger
        onClick={() => {
          remove('workflow', name);
          navigate({ to: '/studio/workflows' });
          toasts.info(t('workflows.removedNow'), { action: { label: t('action.undo'), run: undo } });
        }}
      >
        {t('action.remove')}
      </MenuItem>
    </MoreMenu>
  );
}
