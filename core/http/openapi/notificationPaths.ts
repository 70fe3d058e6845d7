import type { JsonObject } from '../../lib/json.ts';
import { body, listOf, problems, queryParameter, response, TEXT } from './parts.ts';

const tags = ['notifications'];
const uuid: JsonObject = { type: 'string', format: 'uuid' };
const unread: JsonObject = { type: 'integer', minimum: 0, maximum: 100, description: '100: at least as many.' };

const notification: JsonObject = {
  type: 'object',
  required: ['id', 'at', 'kind', 'title', 'text', 'from', 'read', 'target'],
  properties: {
    id: uuid,
    at: { type: 'string', format: 'date-time' },
    kind: TEXT,
    title: TEXT,
    text: TEXT,
    from: { type: ['object', 'null'], properties: { id: uuid, name: TEXT } },
    read: { type: 'boolean' },
    target: { type: ['object', 'null'], description: '{entity, id}, {approval} or {run}.' },
  },
};

/** Paths of what one was told. */
export const notificationPaths: Readonly<Record<string, JsonObject>> = {
  '/api/notifications': {
    get: {
      operationId: 'listNotifications',
      summary: 'What one was told, the latest first',
      tags,
      parameters: [
        queryParameter('unread', { type: 'boolean' }, 'Only what was not read.'),
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 200, default: 30 }, 'How many.'),
        queryParameter('after', TEXT, '`next` of the page before.'),
      ],
      responses: {
        '200': response('A page.', listOf(notification, { next: { type: ['string', 'null'] }, unread })),
        ...problems(400, 503),
      },
    },
  },
  '/api/notifications/read': {
    post: {
      operationId: 'readNotifications',
      summary: 'Mark as read, or as unread',
      tags,
      requestBody: body({
        type: 'object',
        properties: {
          ids: { type: 'array', items: uuid, maxItems: 1000 },
          all: { const: true },
          read: { type: 'boolean', default: true },
        },
      }),
      responses: {
        '200': response('How many are unread then.', { type: 'object', required: ['unread'], properties: { unread } }),
        ...problems(400, 403, 413, 415, 422, 503),
      },
    },
  },
};
