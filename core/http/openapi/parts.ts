import type { JsonObject } from '../../lib/json.ts';

/** Building blocks of the OpenAPI document. */

export function ref(schema: string): JsonObject {
  return { $ref: `#/components/schemas/${schema}` };
}

function json(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}

export function body(schema: JsonObject): JsonObject {
  return { required: true, content: json(schema) };
}

export function response(description: string, schema?: JsonObject, headers?: JsonObject): JsonObject {
  return { description, ...(headers ? { headers } : {}), ...(schema ? { content: json(schema) } : {}) };
}

/** Refusals by their status: each is a problem document. */
export function problems(...statuses: (keyof typeof PROBLEMS)[]): JsonObject {
  return Object.fromEntries(
    statuses.map((status) => [String(status), { $ref: `#/components/responses/${PROBLEMS[status].name}` }]),
  );
}

export function parameter(name: string): JsonObject {
  return { $ref: `#/components/parameters/${name}` };
}

export function queryParameter(name: string, schema: JsonObject, description: string): JsonObject {
  return { name, in: 'query', schema, description };
}

export const PROBLEMS = {
  400: { name: 'BadRequest', description: 'The request cannot be understood; `errors` says which part.' },
  401: { name: 'Unauthenticated', description: 'Nobody has signed in, or the session or token is not valid any more.' },
  403: { name: 'Forbidden', description: 'The actor may not do this.' },
  404: { name: 'NotFound', description: 'There is nothing under this address.' },
  409: { name: 'Conflict', description: 'The change conflicts with other data or definitions.' },
  412: { name: 'Stale', description: 'The record has changed since the version in If-Match.' },
  413: { name: 'TooLarge', description: 'The body is too large.' },
  415: { name: 'UnsupportedMedia', description: 'The content type is not taken, or contradicts the content.' },
  422: { name: 'Invalid', description: 'The values are not valid; `errors` points at each.' },
  423: {
    name: 'Locked',
    description: 'Somebody decides on the record; `errors` points at what stays as it is until then.',
  },
  429: { name: 'TooManyRequests', description: 'Too often; `Retry-After` says how long to wait.' },
  503: { name: 'Unavailable', description: 'The server is starting, stopping or without its database.' },
} as const;

export function problemResponses(): JsonObject {
  return Object.fromEntries(
    Object.values(PROBLEMS).map(({ name, description }) => [
      name,
      { description, content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
}

export const OBJECT: JsonObject = { type: 'object', additionalProperties: true };
export const TEXT: JsonObject = { type: 'string' };

/** `{"data": […]}` and whatever else stands beside it. */
export function listOf(items: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'object', required: ['data'], properties: { data: { type: 'array', items }, ...more } };
}
