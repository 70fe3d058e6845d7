import { createContext, useContext } from 'react';
import type { Me } from '../api/me.ts';

const Context = createContext<Me | undefined>(undefined);

export const MeProvider = Context.Provider;

/** Who works here. */
export function useMe(): Me {
  const me = useContext(Context);
  if (!me) throw new Error('No MeProvider above');
  return me;
}
