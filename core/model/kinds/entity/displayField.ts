import type { EntityOutline } from './outline.ts';

/**
 * The field that stands for a record: x-display, else `name`, `title` or `subject`, else the first text, else the id.
 */
export function displayField({ document, fields }: EntityOutline): string {
  const named = document['x-display'] ?? ['name', 'title', 'subject'].find((name) => fields.has(name));
  if (named !== undefined) return named;
  const text = [...fields.values()].find((field) => !field.system && field.type.search === 'short');
  return text?.name ?? 'id';
}
