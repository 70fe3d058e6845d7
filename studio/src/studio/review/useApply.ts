import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { applyChangeSet, revertChangeSet } from '../../api/changesets.ts';
import { changeSetKeys, modelKeys } from '../../api/keys.ts';
import { errorText } from '../../lib/errorText.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { useDraftStore } from '../draft/DraftStoreContext.ts';
import { changesOf, usedConversions } from '../draft/useChecks.ts';

interface Apply {
  readonly message: string;
  readonly acceptDataLoss: boolean;
}

/** Applies the draft. What was typed while it was on its way stays in the draft. */
export function useApply() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const store = useDraftStore();

  async function revert(id: string, message: string): Promise<void> {
    try {
      await revertChangeSet(id, { message });
      toasts.success(t('studio.reverted'));
    } catch (error) {
      toasts.error(errorText(t, error));
    }
    await refresh();
  }

  async function refresh(): Promise<void> {
    await Promise.all([
      cache.invalidateQueries({ queryKey: modelKeys.all }),
      cache.invalidateQueries({ queryKey: changeSetKeys.all }),
    ]);
  }

  return useMutation({
    mutationFn: async ({ message, acceptDataLoss }: Apply) => {
      const { edits, conversions, base } = store.state();
      const changeSet = { changes: changesOf(edits), conversions: usedConversions(edits, conversions), base };
      const applied = await applyChangeSet({ ...changeSet, message, acceptDataLoss });
      return { ...applied, edits };
    },
    onSuccess: ({ id, version, edits, job }, { message }) => {
      // Still being prepared: its documents are not the model's yet, so the draft stays until they are.
      if (job) {
        toasts.info(t('studio.preparing'));
        return;
      }
      store.accept(edits, version);
      void store.follow().catch(() => undefined);
      const undo =
        id === null
          ? {}
          : { action: { label: t('action.undo'), run: () => void revert(id, t('studio.undoOf', { message })) } };
      toasts.success(t('studio.applied'), { ...undo, seconds: 20 });
    },
    onError: (error) => {
      // What the others saved is read, and both sides are shown on the page.
      if (error instanceof ApiError && error.code === 'KILN_STALE') void store.follow().catch(() => undefined);
    },
    onSettled: refresh,
  });
}
