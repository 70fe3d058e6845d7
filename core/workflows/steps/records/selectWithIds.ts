import type { Json } from '../../../lib/json.ts';

/**
 * What is to be read, with the id of each record, which stands for it wherever one is taken: `id,name,account(id,name)`.
 * Empty: all own fields, the id among them.
 */
export function selectWithIds(select: Json | undefined): { readonly select?: string } {
  if (typeof select !== 'string' || select.trim() === '') return {};
  return { select: `id,${select.replaceAll('(', '(id,')}` };
}
