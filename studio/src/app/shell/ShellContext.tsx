import { createContext, type RefObject, useContext } from 'react';
import type { StartedAction } from '../../store/actionTarget.ts';

interface ShellValue {
  /** Does something with a record, with many or with none; asks before where it has to. */
  readonly startAction: (started: StartedAction) => void;
  readonly openPalette: () => void;
  readonly openShortcuts: () => void;
  /** Shows the sidebar where the screen is too narrow to show it always. */
  readonly openSidebar: () => void;
  /** True after the first change of page: from then on the cursor follows to the new page's heading. */
  readonly hasNavigated: RefObject<boolean>;
}

const Context = createContext<ShellValue | undefined>(undefined);

export const ShellProvider = Context.Provider;

export function useShell(): ShellValue {
  const shell = useContext(Context);
  if (!shell) throw new Error('No ShellProvider above');
  return shell;
}
