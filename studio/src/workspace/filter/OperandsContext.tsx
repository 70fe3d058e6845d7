import { createContext, useContext } from 'react';

const Context = createContext(false);

/** True below it: conditions also compare with what is known of whoever asks, as roles do. */
export const OperandsProvider = Context.Provider;

export function useHasActorOperands(): boolean {
  return useContext(Context);
}
