import type { DefinitionSet } from '../../../definitions/kind.ts';
import type { Form, FormField, FormSection } from '../../types.ts';
import { isDefault } from '../isDefault.ts';
import { formDocument, type SectionDocument } from './document.ts';

/** All forms of checked definitions, by name. */
export function compileForms(set: DefinitionSet): ReadonlyMap<string, Form> {
  const documents = set.of('form').map(formDocument);
  return new Map(
    documents.map((document) => {
      const form: Form = {
        name: document.$id,
        title: document.title,
        entity: document.entity,
        default: isDefault(document, documents),
        roles: document.roles ?? [],
        tabs: document.tabs.map((tab) => ({ ...tab, sections: tab.sections.map(compileSection) })),
      };
      return [form.name, form];
    }),
  );
}

function compileSection({ fields, columns, ...section }: SectionDocument): FormSection {
  return {
    ...section,
    columns: columns ?? 2,
    fields: fields.map((field): FormField => (typeof field === 'string' ? { field } : field)),
  };
}
