import { createContext, useContext } from 'react';

/** How often another session took the place of the one before since the page was opened: what hangs on it begins anew. */
const Context = createContext(0);

export const SessionProvider = Context.Provider;

export function useSession(): number {
  return useContext(Context);
}
