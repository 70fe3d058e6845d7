import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { DraftPreview } from '../draft/StudioDraft.ts';

/** The model with what the draft makes of some entities; `was`: the name under which the model still has the first of them. */
export function draftedModel(model: BrowserModel, preview: DraftPreview | undefined, was?: string): BrowserModel {
  if (!preview) return model;
  const names = new Set([...preview.entities.map(({ name }) => name), ...(was === undefined ? [] : [was])]);
  const drafted = new Map(preview.entities.map((entity) => [entity.name, entity]));
  const kept = model.entities.flatMap((entity) => {
    const next = drafted.get(entity.name);
    drafted.delete(entity.name);
    return next ?? (names.has(entity.name) ? [] : entity);
  });
  return {
    ...model,
    entities: [...kept, ...drafted.values()],
    forms: [...model.forms.filter(({ entity }) => !names.has(entity)), ...preview.forms],
    views: [...model.views.filter(({ entity }) => !names.has(entity)), ...preview.views],
  };
}
