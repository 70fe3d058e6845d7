import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Draft, DraftState } from '../store/createDraft.ts';

const Context = createContext<Draft | undefined>(undefined);

export const DraftProvider = Context.Provider;

/** A part of the draft around; renders again only when that part is another value. */
export function useDraft<T>(select: (state: DraftState) => T): T {
  const draft = useContext(Context);
  if (!draft) throw new Error('No DraftProvider above');
  return useSyncExternalStore(draft.subscribe, () => select(draft.state()));
}
