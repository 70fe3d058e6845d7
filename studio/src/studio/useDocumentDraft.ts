import { useMemo, useSyncExternalStore } from 'react';
import { createDocumentDraft, type DocumentDraft, type DocumentDraftState } from '../store/createDocumentDraft.ts';

/** A draft that lives as long as its page. */
export function useDocumentDraft<Document>(
  first: () => Document,
): [DocumentDraft<Document>, DocumentDraftState<Document>] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it begins with is asked for once
  const draft = useMemo(() => createDocumentDraft(first()), []);
  return [draft, useSyncExternalStore(draft.subscribe, draft.state)];
}
