/** Where somebody can be. */
export type Place =
  | { readonly what: 'record'; readonly entity: string; readonly id: string }
  | { readonly what: 'studio'; readonly kind?: string };

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const record = new RegExp(`^record/([a-z][a-zA-Z0-9]{0,39})/(${uuid})$`);
const studio = /^studio(?:\/([a-z][a-zA-Z]{0,39})(?:\/[a-zA-Z0-9][a-zA-Z0-9-]{0,79})?)?$/;

/** Undefined for what is no place: a client may say anything at all. */
export function parsePlace(place: unknown): Place | undefined {
  if (typeof place !== 'string') return undefined;
  const [, entity, id] = record.exec(place) ?? [];
  if (entity !== undefined && id !== undefined) return { what: 'record', entity, id };
  const document = studio.exec(place);
  if (!document) return undefined;
  const [, kind] = document;
  return { what: 'studio', ...(kind === undefined ? {} : { kind }) };
}
