import type { BrowserModel } from '../../../core/model/browserModel.ts';

/** What roles are called in the user's language, in alphabetical order; one that is gone by its name. */
export function roleTitles({ roles }: BrowserModel, names: readonly string[]): string[] {
  return names.map((name) => roles.find((role) => role.name === name)?.title ?? name).sort();
}
