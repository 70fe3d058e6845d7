import { memberTitle } from '../../../../core/definitions/memberTitle.ts';
import { isObject, type Json } from '../../../../core/lib/json.ts';

/**
 * A path through a document with the members of lists as people know them: by title, id or what they name; by number where
 * they have nothing of that. `last`: what the path leads to, where it is not in this version of the document.
 */
export function namedPath(document: Json | undefined, path: readonly (string | number)[], last?: Json): string[] {
  let at: Json | undefined = document;
  return path.map((key, index) => {
    const isMember = Array.isArray(at) || typeof key === 'number';
    at = Array.isArray(at) ? at[Number(key)] : isObject(at) ? at[key] : undefined;
    if (index === path.length - 1) at = last ?? at;
    return isMember ? memberTitle(at, Number(key)) : String(key);
  });
}
