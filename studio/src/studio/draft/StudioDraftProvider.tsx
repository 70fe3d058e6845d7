import { type ReactNode, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { getDefinition, listDefinitions } from '../../api/definitions.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { createStudioDraft, type StudioDraftStore } from './createStudioDraft.ts';
import { DraftStoreContext } from './DraftStoreContext.ts';
import { type KeptStudioDraft, readStudioDraft, studioDraftKey, writeStudioDraft } from './keptStudioDraft.ts';
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
  const { t } = useTranslation();
  const toasts = useToasts();
  const tellFull = useRef(() => {});
  tellFull.current = () => void toasts.error(t('studio.notKept'));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFull = false;
    const rest = () => {
      clearTimeout(timer);
      timer = undefined;
    };
    const follow = () => void store.follow().catch(() => undefined);
    const write = () => {
      rest();
      const isWritten = writeStudioDraft(key, store.keep());
      if (!isWritten && !isFull) tellFull.current();
      isFull = !isWritten;
    };
    const flush = () => {
      if (timer !== undefined) write();
    };
    /** The same person goes on in another window. */
    const takeOver = (event: StorageEvent) => {
      if (event.key !== key) return;
      store.restore(readStudioDraft(key) ?? nothingKept);
      // It lies there already.
      rest();
      follow();
    };
    const kept = readStudioDraft(key);
    if (kept) {
      store.restore(kept);
      follow();
    }
    const leave = store.subscribe(() => {
      timer ??= setTimeout(write, restMs);
    });
    window.addEventListener('pagehide', flush);
    window.addEventListener('storage', takeOver);
    return () => {
      flush();
      leave();
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('storage', takeOver);
    };
  }, [store, key]);
}

const nothingKept: KeptStudioDraft = { stored: new Map(), conflicts: [], steps: [] };

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
