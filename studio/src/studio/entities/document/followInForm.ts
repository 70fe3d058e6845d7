import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';

/**
 * A form document after fields of its entity came, went or were renamed: a new one stands at the end of the first section, so
 * that it is seen. What was saved before (`saved`, names) is left to the server, which corrects every document that names it.
 */
export function followInForm(
  form: JsonObject,
  before: readonly string[],
  after: readonly string[],
  saved: ReadonlySet<string>,
): JsonObject {
  const gone = before.filter((name) => !after.includes(name));
  const added = after.filter((name) => !before.includes(name));
  const [from] = gone;
  const [to] = added;
  if (gone.length === 1 && added.length === 1 && from !== undefined && to !== undefined) {
    return saved.has(from) ? form : withFields(form, (fields) => fields.map((field) => renamed(field, from, to)));
  }
  const own = gone.filter((name) => !saved.has(name));
  const without =
    own.length === 0 ? form : withFields(form, (fields) => fields.filter((each) => !own.includes(nameOf(each))));
  return added.length === 0 ? without : appended(without, added);
}

function appended(form: JsonObject, names: readonly string[]): JsonObject {
  let isDone = false;
  const known = new Set<string>();
  withFields(form, (fields) => {
    for (const field of fields) known.add(nameOf(field));
    return fields;
  });
  return withFields(form, (fields) => {
    if (isDone) return fields;
    isDone = true;
    return [...fields, ...names.filter((name) => !known.has(name))];
  });
}

/** Every section's list of fields changed, in the order in which they stand. */
function withFields(form: JsonObject, change: (fields: readonly Json[]) => Json[] | readonly Json[]): JsonObject {
  return {
    ...form,
    tabs: listOf(form.tabs).map((tab) =>
      isObject(tab)
        ? {
            ...tab,
            sections: listOf(tab.sections).map((section) =>
              isObject(section) ? { ...section, fields: [...change(listOf(section.fields))] } : section,
            ),
          }
        : tab,
    ),
  };
}

function renamed(field: Json, from: string, to: string): Json {
  if (nameOf(field) !== from) return field;
  return isObject(field) ? { ...field, field: to } : to;
}

/** A field stands in a form by its name, or as an object with it. */
function nameOf(field: Json): string {
  const name = isObject(field) ? field.field : field;
  return typeof name === 'string' ? name : '';
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
