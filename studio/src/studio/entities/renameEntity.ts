import type { StudioDraft } from '../draft/StudioDraft.ts';
import { withRenamedText } from './document/localeTexts.ts';
import { type EntityEditing, otherLanguage } from './EntityEditing.ts';

/** Another name of an entity; its texts in the other language go with it in one step. */
export function renameEntity(draft: StudioDraft, { name, locale }: EntityEditing, to: string): void {
  const texts = locale && withRenamedText(locale, ['entities'], name, to);
  const also = texts && texts !== locale ? [{ kind: 'locale', name: otherLanguage, document: texts }] : [];
  draft.rename('entity', name, to, also);
}
