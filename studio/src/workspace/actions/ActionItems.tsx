import { Zap } from 'lucide-react';
import type { BrowserAction } from '../../../../core/model/browserModel.ts';
import { useShell } from '../../app/shell/ShellContext.tsx';
import type { ActionTarget } from '../../store/actionTarget.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { MenuItem, MenuLine } from '../../ui/Menu.tsx';

interface ActionItemsProps {
  readonly actions: readonly BrowserAction[];
  readonly target: ActionTarget;
}

/** The same in a menu, before what else it has. */
export function ActionItems({ actions, target }: ActionItemsProps) {
  const { startAction } = useShell();
  if (actions.length === 0) return null;
  return (
    <>
      {actions.map((action) => (
        <MenuItem
          key={action.name}
          icon={action.icon === undefined ? <Zap size={14} /> : <EntityIcon name={action.icon} size={14} />}
          isDanger={action.danger}
          onClick={() => startAction({ action, target })}
        >
          {action.title}
        </MenuItem>
      ))}
      <MenuLine />
    </>
  );
}
