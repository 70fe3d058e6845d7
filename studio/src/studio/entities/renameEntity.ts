import type { StudioDraft } from '../draft/StudioDraft.ts';
import { withRenamedText } from './document/localeTexts.ts';
import { type EntityEditing, otherLanguage } from './EntityEditing.ts';

/** Another name of an entity; its texts in the other language go with it. */
export function renameEntity(draft: StudioDraft, { name, locale }: EntityEditing, to: string): void {
  draft.rename('entity', name, to);
  if (!locale) return;
  const texts = withRenamedText(locale, ['entities'], name, to);
  if (texts !== locale) draft.editMany([{ kind: 'locale', name: otherLanguage, document: texts }]);
}
