import type { BrowserForm } from '../../../core/model/browserForms.ts';
import type { BrowserEntity, BrowserField, BrowserModel, BrowserPage } from '../../../core/model/browserModel.ts';
import type { BrowserView } from '../../../core/model/browserViews.ts';

export function findEntity(model: BrowserModel, name: string): BrowserEntity | undefined {
  return model.entities.find((entity) => entity.name === name);
}

export function findField(entity: BrowserEntity, name: string): BrowserField | undefined {
  return entity.fields.find((field) => field.name === name);
}

/** The form that opens for an entity. */
export function defaultForm(model: BrowserModel, entity: string): BrowserForm | undefined {
  const forms = model.forms.filter((form) => form.entity === entity);
  return forms.find((form) => form.default) ?? forms[0];
}

/** The views of an entity, the default one first. */
export function viewsOf(model: BrowserModel, entity: string): BrowserView[] {
  const views = model.views.filter((view) => view.entity === entity);
  return views.sort((a, b) => Number(b.default) - Number(a.default));
}

/** Entities with pages of their own: line items are reached through their parents. */
export function visibleEntities(model: BrowserModel): readonly BrowserEntity[] {
  return model.entities.filter((entity) => entity.parent === undefined);
}

/** Visible entities that stand among the settings: users, teams. */
export function settingsEntities(model: BrowserModel): readonly BrowserEntity[] {
  return visibleEntities(model).filter(({ settings }) => settings);
}

/** Visible entities that people work with every day. */
export function businessEntities(model: BrowserModel): readonly BrowserEntity[] {
  return visibleEntities(model).filter(({ settings }) => !settings);
}

export interface EntityGroup {
  /** undefined: those without a heading. */
  readonly title: string | undefined;
  readonly entities: readonly BrowserEntity[];
}

export interface PlaceGroup extends EntityGroup {
  readonly pages: readonly BrowserPage[];
}

/** The business entities under their headings, in the order of the model; those without one come first. */
export function entityGroups(model: BrowserModel): EntityGroup[] {
  return placeGroups(model).filter(({ entities }) => entities.length > 0);
}

/** The same with the pages that stand in the navigation. */
export function placeGroups(model: BrowserModel): PlaceGroup[] {
  const visible = businessEntities(model);
  const groups = [{ name: undefined, title: undefined }, ...model.groups].map(({ name, title }) => ({
    title,
    entities: visible.filter(({ group }) => group === name),
    pages: model.pages.filter(({ place, group }) => place === 'navigation' && group === name),
  }));
  return groups.filter(({ entities, pages }) => entities.length + pages.length > 0);
}
