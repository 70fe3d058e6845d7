import { isObject, type JsonObject } from '../../../../core/lib/json.ts';
import type { Conversion } from '../../api/changesets.ts';
import type { Conversions, Edits } from './edits.ts';

/** What was chosen for the fields of an entity, or for values that become its records, under its new name. */
export function renamedIn(conversions: Conversions, from: string, to: string): Conversions {
  const place = (key: string) => (key.startsWith(`${from}.`) ? to + key.slice(from.length) : key);
  const choice = (each: Conversion): Conversion =>
    each.promote?.entity === from ? { ...each, promote: { ...each.promote, entity: to } } : each;
  return Object.fromEntries(Object.entries(conversions).map(([key, each]) => [place(key), choice(each)]));
}

/** What was chosen for fields, under the names that they have now. */
export function withFieldNames(conversions: Conversions, before: Edits, after: Edits): Conversions {
  const fieldsOf = (edits: Edits, entity: string) => {
    const edit = [...edits.values()].find(({ kind, name }) => kind === 'entity' && name === entity);
    return isObject(edit?.document?.properties) ? edit.document.properties : {};
  };
  const entries = Object.entries(conversions).map(([place, chosen]) => {
    const [entity = '', field = ''] = place.split('.');
    const [old, now] = [fieldsOf(before, entity), fieldsOf(after, entity)];
    if (Object.hasOwn(now, field) || !Object.hasOwn(old, field)) return [place, chosen] as const;
    const found = Object.keys(now).find((name) => fieldId(now, name) === fieldId(old, field));
    return [found === undefined ? place : `${entity}.${found}`, chosen] as const;
  });
  return entries.every(([place]) => Object.hasOwn(conversions, place)) ? conversions : Object.fromEntries(entries);
}

function fieldId(fields: JsonObject, name: string): string {
  const field = fields[name];
  return isObject(field) && typeof field['x-id'] === 'string' ? field['x-id'] : name;
}
