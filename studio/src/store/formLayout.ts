import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import type { FormTab } from '../../../core/model/types.ts';
import { defaultForm } from './model.ts';

/** The tabs of the form that opens for an entity. */
export function formLayout(model: BrowserModel, entity: BrowserEntity): readonly FormTab[] {
  return defaultForm(model, entity.name)?.tabs ?? [];
}

/** Names of all fields of a layout, each once. */
export function layoutFields(tabs: readonly FormTab[]): string[] {
  const names = tabs.flatMap((tab) => tab.sections.flatMap((section) => section.fields.map(({ field }) => field)));
  return [...new Set(names)];
}
