import type { FormDocument } from './document.ts';

/** Every text of a form that people see, once: its title, those of tabs and sections, descriptions and help. */
export function formTexts(form: Pick<FormDocument, 'title' | 'tabs'>): string[] {
  const texts = form.tabs.flatMap((tab) => [
    tab.title,
    ...tab.sections.flatMap((section) => [
      section.title,
      section.description,
      ...section.fields.map((field) => (typeof field === 'string' ? undefined : field.help)),
    ]),
  ]);
  return [...new Set([form.title, ...texts])].filter((text) => text !== undefined);
}
