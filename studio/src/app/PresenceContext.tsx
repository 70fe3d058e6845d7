import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { Person, Presence } from '../store/createPresence.ts';

const Context = createContext<Presence | undefined>(undefined);

export const PresenceProvider = Context.Provider;

/** Tells others that one is in a place, and who else is, as soon as the connection for it is there. */
export function usePresence(place: string): readonly Person[] {
  const presence = useContext(Context);
  useEffect(() => presence?.enter(place), [presence, place]);
  return useSyncExternalStore(presence?.subscribe ?? nothing, () => presence?.in(place) ?? nobody);
}

const nobody: readonly Person[] = [];
const nothing = () => () => {};
