/**
 * Every error a client can meet: its stable code, HTTP status and title. `docs/errors.md` describes each one,
 * and `codes.test.ts` holds the two together.
 */
export const errorCodes = {
  KILN_BAD_REQUEST: { status: 400, title: 'The request cannot be understood' },
  KILN_BAD_JSON: { status: 400, title: 'The body is not valid JSON' },
  KILN_BAD_QUERY: { status: 400, title: 'The query is not valid' },
  KILN_BAD_CURSOR: { status: 400, title: 'The cursor is not valid for this query' },
  KILN_BAD_EXPRESSION: { status: 400, title: 'The expression is not valid' },
  KILN_UNAUTHENTICATED: { status: 401, title: 'Sign in first' },
  KILN_FORBIDDEN: { status: 403, title: 'Not allowed' },
  KILN_NOT_FOUND: { status: 404, title: 'Not found' },
  KILN_METHOD_NOT_ALLOWED: { status: 405, title: 'This method is not offered here' },
  KILN_TIMEOUT: { status: 408, title: 'The request took too long to arrive' },
  KILN_CONFLICT: { status: 409, title: 'The change conflicts with other data' },
  KILN_NOT_UNIQUE: { status: 409, title: 'The value is already in use' },
  KILN_STILL_REFERENCED: { status: 409, title: 'Other records still refer to this one' },
  KILN_DATA_LOSS: { status: 409, title: 'The change would lose data' },
  KILN_IDEMPOTENCY_MISMATCH: { status: 409, title: 'The idempotency key was used for another request' },
  KILN_STALE: { status: 412, title: 'The record has changed since it was read' },
  KILN_TOO_LARGE: { status: 413, title: 'The request is too large' },
  KILN_UNSUPPORTED_MEDIA: { status: 415, title: 'The content type is not supported' },
  KILN_INVALID: { status: 422, title: 'The values are not valid' },
  KILN_BAD_PLUGIN: { status: 422, title: 'The plugin cannot be used' },
  KILN_BAD_DEFINITION: { status: 422, title: 'The definitions are not valid' },
  KILN_HEADERS_TOO_LARGE: { status: 431, title: 'The headers of the request are too large' },
  KILN_TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  KILN_TOO_EXPENSIVE: { status: 400, title: 'The request would cost too much' },
  KILN_INTERNAL: { status: 500, title: 'Something went wrong on the server' },
  KILN_UNAVAILABLE: { status: 503, title: 'The server is starting, stopping or without its database' },
  KILN_PLUGIN_FAILED: { status: 500, title: 'A plugin failed' },
  KILN_PLUGIN_LIMIT: { status: 503, title: 'A plugin used more than it may' },
  KILN_PLUGIN_BUSY: { status: 503, title: 'A plugin has too much to do' },
  KILN_PLUGIN_UNAVAILABLE: { status: 503, title: 'A plugin is not available' },
  KILN_PLAN_NEEDS_CONSENT: { status: 409, title: 'The definitions changed in a way that needs consent' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;
