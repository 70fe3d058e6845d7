import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { getDefinition, listDefinitions } from '../../api/definitions.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { createStudioDraft, type StudioDraftStore } from './createStudioDraft.ts';
import { DraftStoreContext } from './DraftStoreContext.ts';
import { readStudioDraft, studioDraftKey, writeStudioDraft } from './keptStudioDraft.ts';
import { DraftCheckContext, StudioDraftContext } from './StudioDraft.ts';
import { useChecks } from './useChecks.ts';

/** One draft for all pages of the Studio, and what the server says of it. */
export function StudioDraftProvider({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  const { id } = useMe();
  const store = useMemo(() => createStudioDraft({ read: getDefinition, readKind }), []);
  const state = useSyncExternalStore(store.subscribe, store.state);
  useKept(store, studioDraftKey(id));
  useFollowed(store);

  const draft = useMemo(
    () => ({
      draft: {
        documents: state.documents,
        changes: state.changes,
        canUndo: state.canUndo,
        canRedo: state.canRedo,
        conflicts: state.conflicts,
        conversions: state.conversions,
        base: state.base,
        open: store.open,
        edit: store.edit,
        editMany: store.editMany,
        create: store.create,
        remove: store.remove,
        rename: store.rename,
        convert: store.convert,
        discard: store.discard,
        decide: store.decide,
        undo: store.undo,
        redo: store.redo,
      },
      missing: state.missing,
      failures: state.failures,
    }),
    [store, state],
  );
  const checks = useChecks(store, state, language);
  return (
    <DraftStoreContext value={store}>
      <StudioDraftContext value={draft}>
        <DraftCheckContext value={checks}>{children}</DraftCheckContext>
      </StudioDraftContext>
    </DraftStoreContext>
  );
}

/** How long typing rests before it is written down. */
const restMs = 300;

/** Keeps the draft in the browser, for a reload and for other windows of the same person. */
function useKept(store: StudioDraftStore, key: string): void {
  const [, setFull] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const restore = () => {
      const kept = readStudioDraft(key);
      if (kept) store.restore(kept);
      return kept !== undefined;
    };
    if (restore()) void store.follow().catch(() => undefined);
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      setFull(!writeStudioDraft(key, store.keep()));
    };
    const leave = store.subscribe(() => {
      timer ??= setTimeout(write, restMs);
    });
    const flush = () => {
      if (timer !== undefined) write();
    };
    window.addEventListener('pagehide', flush);
    return () => {
      flush();
      leave();
      window.removeEventListener('pagehide', flush);
    };
  }, [store, key]);
}

/** Another version of the model: what others saved goes under the draft. */
function useFollowed(store: StudioDraftStore): void {
  const { version } = useModel();
  useEffect(() => {
    const { base, isInStep } = store.state();
    // Failing to ask leaves the draft as it is; the check then says that the server cannot be reached.
    if (!isInStep || (base !== undefined && base !== version)) void store.follow().catch(() => undefined);
  }, [store, version]);
}

async function readKind(kind: string) {
  const list = await listDefinitions(kind);
  return Promise.all(list.map(({ name }) => getDefinition(kind, name)));
}
