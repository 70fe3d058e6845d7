import type { StartedAction } from '../../store/actionTarget.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { QuickRun } from './QuickRun.tsx';

interface ActionRunnerProps {
  readonly started: StartedAction;
  readonly onEnd: () => void;
}

/** Carries out an action: at once, or in a dialog where something is asked before or shown afterwards. */
export function ActionRunner({ started, onEnd }: ActionRunnerProps) {
  const { action, target } = started;
  if (target.on === 'list') return <BulkDialog action={action} target={target} onEnd={onEnd} />;
  const isAsked = action.input !== undefined || action.confirm !== undefined || action.result !== undefined;
  const Run = isAsked ? ActionDialog : QuickRun;
  return <Run started={started} onEnd={onEnd} />;
}
