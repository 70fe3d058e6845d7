import { generatedForm } from './generatedForm.ts';
import type { ModelReader } from './modelReader.ts';
import { openingForm } from './openingForm.ts';
import { type Texts, translateTabs } from './texts.ts';
import type { Entity, Form, FormTab, Model } from './types.ts';

/** `default`: it is the one that opens for whoever asked. */
export interface BrowserForm extends Form {
  /** Made for an entity that has no form of its own. */
  readonly generated: boolean;
}

/** The forms of the model, and one for each of the entities that has none which opens for the reader. */
export function browserForms(
  model: Model,
  entities: readonly Entity[],
  texts: Texts,
  { roles }: ModelReader,
): BrowserForm[] {
  const translated = (form: Form): FormTab[] => translateTabs(form.tabs, (text) => texts.form(form.name, text));
  const forms = [...model.forms.values()];
  const opening = new Map(
    entities.map(({ name }) => [
      name,
      openingForm(
        forms.filter((form) => form.entity === name),
        roles,
      ),
    ]),
  );
  const bare = entities.filter(({ name }) => !opening.get(name));
  return [
    ...forms.map((form) => ({
      ...form,
      default: opening.get(form.entity) === form,
      title: texts.form(form.name, form.title),
      tabs: translated(form),
      generated: false,
    })),
    ...bare.map((entity) => ({ ...generatedForm(entity), title: texts.title(entity), generated: true })),
  ];
}
