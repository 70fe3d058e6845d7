import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import { ApiError } from '../../api/ApiError.ts';
import { applyChangeSet, revertChangeSet } from '../../api/changesets.ts';
import { getDefinition, type StoredDefinition } from '../../api/definitions.ts';
import { definitionKeys, modelKeys } from '../../api/keys.ts';
import { errorText } from '../../lib/errorText.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import type { RoleTexts } from './roleTexts.ts';
import { textChanges } from './textChanges.ts';

interface RoleSave {
  /** As it was when editing began. */
  readonly base: StoredDefinition;
  /** null: what this installation says of it goes. */
  readonly document: JsonObject | null;
  /** Those of the other language. */
  readonly texts?: { readonly before: RoleTexts; readonly after: RoleTexts };
  readonly message: string;
  readonly done: string;
}

/** More than anybody changes other definitions in between. */
const mostRounds = 5;

/**
 * Saves a role, or takes it away. Changes of other definitions in between do not matter; one of this role fails with
 * KILN_STALE, and the page then shows both sides.
 */
export function useSaveRole() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();

  async function revert(id: string, message: string): Promise<void> {
    try {
      await revertChangeSet(id, { message });
      toasts.success(t('role.reverted'));
    } catch (error) {
      toasts.error(errorText(t, error));
    }
    await cache.invalidateQueries({ queryKey: modelKeys.all });
  }

  return useMutation({
    mutationFn: save,
    onSuccess: ({ id }, { done, message }) => {
      const undo =
        id === null
          ? undefined
          : { label: t('action.undo'), run: () => void revert(id, t('role.undoOf', { message })) };
      toasts.success(done, undo ? { action: undo } : {});
    },
    onSettled: () => cache.invalidateQueries({ queryKey: modelKeys.all }),
  });

  async function save({ base, document, texts, message }: RoleSave) {
    const { kind, name } = base;
    let { version } = base;
    for (let round = 1; ; round += 1) {
      try {
        const changes = [{ kind, name, document }, ...(texts ? await textChanges(name, texts, version) : [])];
        return await applyChangeSet({ changes, message, base: version });
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'KILN_STALE' || round === mostRounds) throw error;
        const now = await getDefinition(kind, name);
        cache.setQueryData(definitionKeys.one(kind, name), now);
        if (!jsonEqual(now.document, base.document)) throw error;
        version = now.version;
      }
    }
  }
}
