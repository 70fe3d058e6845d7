import type { JsonObject } from 'kiln:sdk';

/** What a button on a record's page sends. */
export interface OnRecord {
  readonly record: { readonly entity: string; readonly id: string };
}

/** JSON Schema of what a button on the page of a record of these entities sends, with what it asked for before. */
export function onRecord(
  entity: string | readonly string[],
  properties: JsonObject = {},
  required: readonly string[] = [],
): JsonObject {
  const entities = typeof entity === 'string' ? [entity] : entity;
  const record = {
    type: 'object',
    required: ['entity', 'id'],
    properties: { entity: { enum: entities }, id: { type: 'string' } },
  };
  return { type: 'object', required: ['record', ...required], properties: { record, ...properties } };
}
