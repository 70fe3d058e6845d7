import { ApiError } from '../../api/ApiError.ts';
import type { DefinitionChange } from '../../api/changesets.ts';
import { getDefinition } from '../../api/definitions.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { type RoleTexts, roleTextChanges, withRoleTexts } from './roleTexts.ts';

/**
 * What the document of the other language is to say of a role. Throws KILN_STALE where that is not of `version`, the version of
 * the model that the change-set is made for.
 */
export async function textChanges(
  role: string,
  { before, after }: { readonly before: RoleTexts; readonly after: RoleTexts },
  version?: string,
): Promise<DefinitionChange[]> {
  if (roleTextChanges(before, after).length === 0) return [];
  const found = await getDefinition('locale', otherLanguage).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  });
  if (found && version !== undefined && found.version !== version) throw new ApiError(412, 'KILN_STALE', role);
  return [{ kind: 'locale', name: otherLanguage, document: withRoleTexts(found?.document, role, before, after) }];
}
