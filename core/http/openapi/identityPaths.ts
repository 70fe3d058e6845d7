import type { JsonObject } from '../../lib/json.ts';
import { body, listOf, parameter, problems, queryParameter, response, TEXT } from './parts.ts';

const NULLABLE_TEXT: JsonObject = { type: ['string', 'null'] };
const ID: JsonObject = { type: 'string', format: 'uuid' };
const TIME: JsonObject = { type: ['string', 'null'], format: 'date-time' };
const ROLES: JsonObject = { type: 'array', items: TEXT };
const EMAIL: JsonObject = { type: 'string', format: 'email', maxLength: 254 };
const NAME: JsonObject = { type: 'string', minLength: 1, maxLength: 200 };
const LANGUAGE: JsonObject = { type: 'string', enum: ['en', 'zh-CN'] };

const token: JsonObject = {
  type: 'object',
  required: ['id', 'name', 'roles'],
  properties: {
    id: ID,
    name: TEXT,
    roles: ROLES,
    fromEnvironment: { type: 'boolean', description: 'It is KILN_ADMIN_TOKEN.' },
    user: { type: ['object', 'null'], properties: { id: ID, name: TEXT } },
    createdAt: TIME,
    expiresAt: TIME,
    lastUsedAt: TIME,
    secret: { type: 'string', description: 'Only in the answer that makes it.' },
  },
};

const user: JsonObject = {
  type: 'object',
  required: ['id', 'name', 'roles', 'status'],
  properties: {
    id: ID,
    name: TEXT,
    email: { type: ['string', 'null'] },
    active: { type: 'boolean' },
    language: { type: ['string', 'null'] },
    jobTitle: { type: ['string', 'null'] },
    roles: ROLES,
    teams: { type: 'array', items: { type: 'object', properties: { id: ID, name: TEXT } } },
    status: { type: 'string', enum: ['active', 'invited', 'inactive', 'service'] },
    twoFactor: { type: 'boolean' },
    passkeys: { type: 'integer' },
    lastSignInAt: TIME,
  },
};

const sent: JsonObject = {
  type: 'object',
  required: ['mailed'],
  properties: {
    id: ID,
    mailed: { type: 'boolean' },
    link: { type: 'string', description: 'To be handed on, where no mail was sent.' },
  },
};

const of = (properties: JsonObject, ...required: string[]): JsonObject =>
  body({ type: 'object', properties, required, additionalProperties: false });

/** Who asks, API tokens, and people. Sign-in itself is better-auth's. */
export const identityPaths: Readonly<Record<string, JsonObject>> = {
  '/api/me': {
    get: {
      operationId: 'me',
      summary: 'Who asks',
      tags: ['identity'],
      responses: {
        '200': response('The actor, with what expressions know of them.', {
          type: 'object',
          required: ['id', 'name', 'kind', 'roles', 'rights', 'actor'],
          properties: {
            id: ID,
            name: TEXT,
            kind: TEXT,
            roles: ROLES,
            rights: ROLES,
            actor: { type: 'object', additionalProperties: true },
          },
          additionalProperties: true,
        }),
        ...problems(400, 503),
      },
    },
    patch: {
      operationId: 'changeMe',
      summary: 'Change one’s own profile',
      tags: ['identity'],
      requestBody: of({
        name: NAME,
        phone: NULLABLE_TEXT,
        avatar: { type: ['object', 'null'], additionalProperties: true },
        language: NULLABLE_TEXT,
        timeZone: NULLABLE_TEXT,
      }),
      responses: { '204': response('It is changed.'), ...problems(400, 403, 413, 415, 422, 503) },
    },
  },
  '/api/tokens': {
    get: {
      operationId: 'listTokens',
      summary: 'API tokens',
      tags: ['identity'],
      parameters: [queryParameter('all', { type: 'boolean' }, "Everybody's. Takes the system right `tokens`.")],
      responses: { '200': response('The tokens, newest first.', listOf(token)), ...problems(400, 403, 503) },
    },
    post: {
      operationId: 'createToken',
      summary: 'Make an API token of one’s own',
      tags: ['identity'],
      requestBody: of(
        {
          name: { type: 'string', minLength: 1, maxLength: 100 },
          roles: { ...ROLES, description: "Some of the actor's own. Default: all of them." },
          expiresAt: { type: 'string', format: 'date-time' },
        },
        'name',
      ),
      responses: { '201': response('The token with its secret.', token), ...problems(400, 413, 415, 422, 503) },
    },
  },
  '/api/tokens/{id}': {
    parameters: [parameter('id')],
    delete: {
      operationId: 'revokeToken',
      summary: 'End an API token at once',
      tags: ['identity'],
      responses: { '204': response('It is over.'), ...problems(400, 404, 503) },
    },
  },
  '/api/users': {
    get: {
      operationId: 'listUsers',
      summary: 'People who sign in',
      tags: ['identity'],
      parameters: [
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }, 'Most of a page.'),
        queryParameter('after', ID, '`next` of the page before.'),
        queryParameter('search', TEXT, 'Part of a name or an address.'),
        queryParameter('role', TEXT, 'Name of a role that they hold.'),
        queryParameter('id', ID, 'Of the only one that is asked for.'),
      ],
      responses: {
        '200': response('Users by name.', listOf(user, { next: { type: ['string', 'null'] } })),
        ...problems(400, 403, 503),
      },
    },
    post: {
      operationId: 'inviteUser',
      summary: 'Invite somebody',
      tags: ['identity'],
      requestBody: of(
        { name: NAME, email: EMAIL, roles: ROLES, language: LANGUAGE, team: ID },
        'name',
        'email',
        'roles',
      ),
      responses: {
        '201': response('The user, and how the invitation went out.', sent),
        ...problems(400, 403, 409, 413, 415, 422, 503),
      },
    },
  },
  '/api/users/{id}': {
    parameters: [parameter('id')],
    patch: {
      operationId: 'changeUser',
      summary: 'Change name, address, roles, or whether somebody may sign in',
      tags: ['identity'],
      requestBody: of({ name: NAME, email: EMAIL, roles: ROLES, active: { type: 'boolean' } }),
      responses: { '204': response('Changed.'), ...problems(400, 403, 404, 409, 413, 415, 422, 503) },
    },
  },
  '/api/users/{id}/reset-password': {
    parameters: [parameter('id')],
    post: {
      operationId: 'resetUserPassword',
      summary: 'Send a link that sets a password',
      tags: ['identity'],
      responses: { '200': response('How the link went out.', sent), ...problems(400, 403, 404, 409, 503) },
    },
  },
  '/api/users/{id}/reset-second-factor': {
    parameters: [parameter('id')],
    post: {
      operationId: 'resetSecondFactor',
      summary: 'Take away authenticator and passkeys of somebody who has lost them',
      tags: ['identity'],
      responses: { '204': response('Taken away; every session has ended.'), ...problems(400, 403, 404, 503) },
    },
  },
  '/api/users/{id}/sign-out': {
    parameters: [parameter('id')],
    post: {
      operationId: 'signOutUser',
      summary: 'End every session of somebody',
      tags: ['identity'],
      responses: {
        '200': response('How many there were.', { type: 'object', properties: { sessions: { type: 'integer' } } }),
        ...problems(400, 403, 404, 503),
      },
    },
  },
};
