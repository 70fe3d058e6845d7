import { fieldPath } from './fieldPath.ts';
import { generatedView } from './generatedView.ts';
import type { Texts } from './texts.ts';
import type { Entity, Model, View, ViewColumn } from './types.ts';

export interface BrowserView extends Omit<View, 'columns'> {
  readonly columns: readonly (ViewColumn & { readonly title: string })[];
  readonly generated: boolean;
}

/** The views of the model, and one for each of the entities that has none. */
export function browserViews(model: Model, entities: readonly Entity[], texts: Texts): BrowserView[] {
  const views = [...model.views.values()];
  const bare = entities.filter((entity) => !views.some((view) => view.entity === entity.name));
  const withTitles = (view: View): BrowserView['columns'] =>
    view.columns.map((column) => ({ ...column, title: columnTitle(model, view.entity, column.field, texts) }));
  return [
    ...views.map((view) => ({
      ...view,
      title: texts.view(view.name, view.title),
      columns: withTitles(view),
      generated: false,
    })),
    ...bare.map((entity) => {
      const view = generatedView(entity);
      return { ...view, title: texts.pluralTitle(entity), columns: withTitles(view), generated: true };
    }),
  ];
}

/** `Account · Industry` for a path, the field's own title for a field. */
export function columnTitle(model: Model, start: string, path: string, texts: Texts): string {
  const found = fieldPath(path, start, model.entities);
  if (!found.ok) return path;
  const titles: string[] = [];
  let entity = model.entities.get(start);
  for (const field of found.fields) {
    if (entity) titles.push(texts.fieldTitle(entity, field));
    entity = model.entities.get(field.relation?.targets[0] ?? '');
  }
  return titles.join(' · ');
}
