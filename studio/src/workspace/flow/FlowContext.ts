import { createContext, useContext } from 'react';
import type { FlowProps } from './flowTypes.ts';

interface FlowValue extends FlowProps {
  /** The spot that what is dragged would go to. */
  readonly target?: string | undefined;
  /** What has the focus is what is looked at: there is room for both beside each other. */
  readonly selectsOnFocus?: boolean;
}

const Context = createContext<FlowValue | undefined>(undefined);

export const FlowContext = Context.Provider;

export function useFlow(): FlowValue {
  const value = useContext(Context);
  if (!value) throw new Error('No FlowContext above');
  return value;
}
