import type { TFunction } from 'i18next';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import { asText } from '../../lib/values.ts';
import { definitionKey } from '../draft/definitionKey.ts';
import type { StudioDraft } from '../draft/StudioDraft.ts';

/** A definition's kind and title, as people call it: `Entity “Contact”`. */
export function documentTitle(t: TFunction, documents: StudioDraft['documents'], kind: string, name: string): string {
  const known = documents.get(definitionKey(kind, name));
  return titleOf(t, kind, name, known?.current ?? known?.saved ?? null);
}

/** The same, of a document at hand. */
export function titleOf(t: TFunction, kind: string, name: string, document: JsonObject | null): string {
  const title: Json | undefined = document?.title;
  return t('studio.document', { kind: kindTitle(t, kind), title: asText(title) || name });
}

export function kindTitle(t: TFunction, kind: string): string {
  switch (kind) {
    case 'entity':
    case 'form':
    case 'view':
    case 'role':
    case 'locale':
    case 'action':
    case 'page':
    case 'plugin':
    case 'workflow':
      return t(`studio.kind.${kind}`);
    default:
      return kind;
  }
}
