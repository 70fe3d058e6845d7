import { createContext, useContext } from 'react';
import type { StudioDraftStore } from './createStudioDraft.ts';

const Context = createContext<StudioDraftStore | undefined>(undefined);

export const DraftStoreContext = Context.Provider;

/** The draft's store itself, for what applies it. Pages use useStudioDraft. */
export function useDraftStore(): StudioDraftStore {
  const store = useContext(Context);
  if (!store) throw new Error('No StudioDraftProvider above');
  return store;
}
