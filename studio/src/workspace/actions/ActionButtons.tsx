import type { BrowserAction } from '../../../../core/model/browserModel.ts';
import { useShell } from '../../app/shell/ShellContext.tsx';
import type { ActionTarget } from '../../store/actionTarget.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';

interface ActionButtonsProps {
  readonly actions: readonly BrowserAction[];
  readonly target: ActionTarget;
}

/** What can be done here, a button each. */
export function ActionButtons({ actions, target }: ActionButtonsProps) {
  const { startAction } = useShell();
  return actions.map((action) => (
    <Button
      key={action.name}
      title={action.description}
      icon={action.icon === undefined ? undefined : <EntityIcon name={action.icon} size={14} />}
      onClick={() => startAction({ action, target })}
    >
      {action.title}
    </Button>
  ));
}
