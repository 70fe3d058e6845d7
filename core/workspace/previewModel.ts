import { toBrowserModel } from '../model/browserModel.ts';
import type { ModelPreview } from './changeSetAnswer.ts';
import type { PreviewRequest } from './changeSetInput.ts';
import type { PlannedChange } from './planChange.ts';

/** What the browser would be told of some entities after a change; of names that there are not, nothing. */
export function previewModel({ next }: PlannedChange, { locale, entities }: PreviewRequest): ModelPreview {
  const only = new Set(entities);
  const { version, locale: language, ...shown } = toBrowserModel(next.model, locale, undefined, only);
  return { version, locale: language, entities: shown.entities, forms: shown.forms, views: shown.views };
}
