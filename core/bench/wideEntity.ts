import type { JsonObject } from '../lib/json.ts';

/** An entity with so many fields of all the common types, in turn. */
export function wideEntity(count: number): JsonObject {
  const kinds: readonly JsonObject[] = [
    { type: 'string' },
    { type: 'integer' },
    { type: 'string', enum: ['lead', 'active', 'lost'] },
    { type: 'string', format: 'date' },
    { type: 'number', 'x-type': 'money', 'x-currency': 'EUR' },
    { type: 'boolean' },
    { type: 'string', format: 'email' },
    { type: 'string', format: 'multiline' },
    { 'x-relation': { to: 'account' } },
    { type: 'array', items: { type: 'string' } },
    { type: 'number', 'x-type': 'percent' },
    { type: 'string', format: 'phone' },
  ];
  const fields = Array.from({ length: count }, (_, index): [string, JsonObject] => [
    `f${index + 1}`,
    { ...kinds[index % kinds.length], title: `Field ${index + 1}` },
  ]);
  return {
    $schema: 'kiln:entity',
    $id: 'wide',
    title: 'Wide',
    type: 'object',
    properties: Object.fromEntries(fields),
    'x-display': 'f1',
  };
}
