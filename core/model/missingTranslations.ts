import { actionTexts } from './kinds/action/texts.ts';
import { formTexts } from './kinds/form/texts.ts';
import { pageTexts } from './kinds/page/texts.ts';
import { workflowTexts } from './kinds/workflow/texts.ts';
import { ownerField, systemFields } from './systemFields.ts';
import { isOnlyInverse } from './texts.ts';
import type { Entity, Locale, Model } from './types.ts';

/**
 * Texts that a language lacks, as paths into its locale document (`entities/contact/fields/name/title`).
 * For `en`, texts that the documents themselves lack, so that a name would have to stand in.
 */
export function missingTranslations(model: Model, language: string): string[] {
  return language === 'en' ? missingTitles(model) : untranslated(model, model.locales.get(language));
}

function missingTitles(model: Model): string[] {
  return [...model.entities.values()].flatMap((entity) => {
    const path = `entities/${entity.name}`;
    return [
      ...(entity.document['x-plural'] === undefined ? [`${path}/pluralTitle`] : []),
      ...[...entity.fields.values()].flatMap(({ name, schema }) => [
        ...(schema.title === undefined ? [`${path}/fields/${name}/title`] : []),
        ...optionsOf(schema).flatMap((value) =>
          schema['x-options']?.[value]?.title === undefined ? [`${path}/fields/${name}/options/${value}`] : [],
        ),
      ]),
    ];
  });
}

function untranslated(model: Model, locale: Locale | undefined): string[] {
  const missing: string[] = [];
  const need = (path: string, text: string | undefined): void => {
    if (text === undefined) missing.push(path);
  };
  const groups = new Set([...model.entities.values(), ...model.pages.values()].flatMap(({ group }) => group ?? []));
  for (const group of groups) need(`groups/${group}`, locale?.groups[group]);
  for (const { name } of [...systemFields, ownerField]) need(`system/${name}`, locale?.system[name]);
  for (const entity of model.entities.values()) missing.push(...untranslatedEntity(entity, locale));
  for (const form of model.forms.values()) {
    for (const text of formTexts(form)) need(`forms/${form.name}/${text}`, locale?.forms[form.name]?.[text]);
  }
  for (const action of model.actions.values()) {
    const asked = 'workflow' in action.call ? locale?.workflows[action.call.workflow] : undefined;
    for (const text of actionTexts(action)) {
      need(`actions/${action.name}/${text}`, locale?.actions[action.name]?.[text] ?? asked?.[text]);
    }
  }
  for (const page of model.pages.values()) {
    for (const text of pageTexts(page)) need(`pages/${page.name}/${text}`, locale?.pages[page.name]?.[text]);
  }
  for (const workflow of model.workflows.values()) {
    for (const text of workflowTexts(workflow)) {
      need(`workflows/${workflow.name}/${text}`, locale?.workflows[workflow.name]?.[text]);
    }
  }
  for (const view of model.views.values()) need(`views/${view.name}/title`, locale?.views[view.name]?.title);
  for (const { name, description } of model.roles.values()) {
    need(`roles/${name}/title`, locale?.roles[name]?.title);
    if (description !== undefined) need(`roles/${name}/description`, locale?.roles[name]?.description);
  }
  return missing;
}

function untranslatedEntity(entity: Entity, locale: Locale | undefined): string[] {
  const texts = locale?.entities[entity.name];
  const path = `entities/${entity.name}`;
  const wanted: [path: string, text: string | undefined][] = [
    ['title', texts?.title],
    ['pluralTitle', texts?.pluralTitle],
  ];
  if (entity.description !== undefined) wanted.push(['description', texts?.description]);
  for (const { name, schema, system } of entity.fields.values()) {
    if (system) continue;
    const field = texts?.fields?.[name];
    wanted.push([`fields/${name}/title`, field?.title]);
    if (schema.description !== undefined) wanted.push([`fields/${name}/help`, field?.help]);
    for (const value of optionsOf(schema)) wanted.push([`fields/${name}/options/${value}`, field?.options?.[value]]);
  }
  for (const inverse of entity.inverses.values()) {
    if (!isOnlyInverse(entity, inverse))
      wanted.push([`fields/${inverse.name}/title`, texts?.fields?.[inverse.name]?.title]);
  }
  const moves = entity.stateful.flatMap(({ transitions }) => transitions?.moves ?? []);
  for (const { message } of [...entity.rules, ...moves.map(({ rule }) => rule)]) {
    if (message !== undefined) wanted.push([`rules/${message}`, texts?.rules?.[message]]);
  }
  return wanted.filter(([, text]) => text === undefined).map(([member]) => `${path}/${member}`);
}

function optionsOf(schema: { enum?: readonly string[]; items?: { enum?: readonly string[] } }): readonly string[] {
  return schema.enum ?? schema.items?.enum ?? [];
}
