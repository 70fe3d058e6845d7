import { createContext, useContext, useSyncExternalStore } from 'react';
import { createVisits, type Visits, type VisitsState } from './createVisits.ts';

const Context = createContext<Visits | undefined>(undefined);

export const VisitsProvider = Context.Provider;

export function useVisits(): Visits & { readonly now: VisitsState } {
  const visits = useContext(Context);
  if (!visits) throw new Error('No VisitsProvider above');
  return { ...visits, now: useSyncExternalStore(visits.subscribe, visits.state) };
}

/** Of this browser, or, where storage is forbidden, of this visit. */
export function browserVisits(): Visits {
  try {
    return createVisits(localStorage);
  } catch {
    return createVisits({ getItem: () => null, setItem: () => {} });
  }
}
