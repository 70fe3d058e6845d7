import { useMemo, useSyncExternalStore } from 'react';
import type { DefinitionChange } from '../../../api/changesets.ts';
import { useDebounced } from '../../../fields/shared/useDebounced.ts';
import { useDraftStore } from '../../draft/DraftStoreContext.ts';
import { changesOf } from '../../draft/useChecks.ts';

/** What the draft changes of entities, once typing rests: other kinds mean nothing to expressions. */
export function useDraftedEntities(): readonly DefinitionChange[] {
  const store = useDraftStore();
  const edits = useSyncExternalStore(store.subscribe, () => store.state().edits);
  const rested = useDebounced(edits, 350);
  return useMemo(() => changesOf(rested).filter(({ kind }) => kind === 'entity'), [rested]);
}
