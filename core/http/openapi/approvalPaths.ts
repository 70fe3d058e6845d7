import type { JsonObject } from '../../lib/json.ts';
import { approvalActions } from '../../workflows/approvals/standingOf.ts';
import { body, listOf, problems, queryParameter, response, TEXT } from './parts.ts';

const tags = ['approvals'];
const uuid: JsonObject = { type: 'string', format: 'uuid' };
const time: JsonObject = { type: 'string', format: 'date-time' };
const timeOrNull: JsonObject = { type: ['string', 'null'], format: 'date-time' };
const textOrNull: JsonObject = { type: ['string', 'null'] };
const person: JsonObject = { type: 'object', required: ['id', 'name'], properties: { id: uuid, name: TEXT } };
const personOrNull: JsonObject = { ...person, type: ['object', 'null'] };
const state: JsonObject = { enum: ['open', 'returned', 'approved', 'rejected', 'expired', 'withdrawn', 'cancelled'] };

const item: JsonObject = {
  id: uuid,
  version: { type: 'integer', minimum: 1 },
  title: TEXT,
  state,
  record: { type: ['object', 'null'], properties: { entity: TEXT, id: uuid, title: textOrNull } },
  workflow: textOrNull,
  requester: personOrNull,
  createdAt: time,
  deadline: timeOrNull,
  decidedAt: timeOrNull,
  for: { ...person, description: 'Whose deputy the asker is in this.' },
  lock: { type: 'array', items: TEXT, description: 'Fields that stay as they are.' },
  waitingFor: { type: 'array', items: person },
};

const approver: JsonObject = {
  type: 'object',
  properties: {
    user: person,
    state: { enum: ['next', 'waiting', 'approved', 'rejected', 'skipped', 'handedOver'] },
    stage: { type: 'integer', minimum: 0 },
    at: timeOrNull,
    comment: textOrNull,
    deputy: person,
    addedBy: person,
    side: { enum: ['before', 'after'] },
  },
};

const approval: JsonObject = {
  type: 'object',
  properties: {
    ...item,
    text: TEXT,
    mode: { enum: ['any', 'all', 'sequence', 'quorum'] },
    quorum: { type: ['integer', 'null'] },
    run: uuid,
    changes: {
      type: 'array',
      items: { type: 'object', properties: { field: TEXT, before: {}, after: {}, withheld: TEXT } },
    },
    approvers: { type: 'array', items: approver },
    trail: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          ...{ at: time, actor: personOrNull, do: TEXT, comment: textOrNull },
          ...{ users: { type: 'array', items: person }, insteadOf: person },
        },
      },
    },
    may: { type: 'array', items: { enum: [...approvalActions] } },
  },
};

const absence: JsonObject = {
  type: 'object',
  required: ['absence'],
  properties: { absence: { type: ['object', 'null'], properties: { from: time, to: time, deputy: person } } },
};
const somebody = queryParameter('user', uuid, 'Somebody else, by the right to administer users.');
const locale = queryParameter(
  'locale',
  TEXT,
  'Language of title and text, such as zh-CN. Default: that of the profile.',
);
const id: JsonObject = { $ref: '#/components/parameters/id' };

/** Paths of what people are asked to decide. */
export const approvalPaths: Readonly<Record<string, JsonObject>> = {
  '/api/approvals': {
    get: {
      operationId: 'listApprovals',
      summary: 'What is, and was, to be decided, the latest first',
      tags,
      parameters: [
        queryParameter('mine', { enum: ['open', 'decided', 'sent'] }, 'What waits for one, and what one did or asked.'),
        queryParameter('state', TEXT, 'States, with commas between them.'),
        queryParameter('entity', TEXT, 'The entity of the record that they are about.'),
        queryParameter('record', uuid, 'The record that they are about.'),
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'How many.'),
        queryParameter('after', uuid, '`next` of the page before.'),
        locale,
      ],
      responses: {
        '200': response('A page.', listOf({ type: 'object', properties: item }, { next: textOrNull })),
        ...problems(400, 503),
      },
    },
  },
  '/api/approvals/{id}': {
    get: {
      operationId: 'getApproval',
      summary: 'An approval with all that was said',
      tags,
      parameters: [id, locale],
      responses: { '200': response('The approval.', approval), ...problems(400, 404, 503) },
    },
    post: {
      operationId: 'actOnApproval',
      summary: 'Decide, hand over, ask others, …',
      tags,
      parameters: [id, locale],
      requestBody: body({
        type: 'object',
        required: ['do'],
        properties: {
          do: { enum: [...approvalActions] },
          comment: { type: 'string', maxLength: 5000 },
          users: { type: 'array', items: uuid, minItems: 1, maxItems: 50 },
          version: { type: 'integer', minimum: 1, description: 'That was seen.' },
        },
      }),
      responses: {
        '200': response('The approval, as it is then.', approval),
        ...problems(400, 403, 404, 409, 412, 413, 415, 422, 429, 503),
      },
    },
  },
  '/api/absence': {
    get: {
      operationId: 'getAbsence',
      summary: 'When one is away, and who decides then',
      tags,
      parameters: [somebody],
      responses: { '200': response('The absence.', absence), ...problems(400, 403, 503) },
    },
    post: {
      operationId: 'setAbsence',
      summary: 'Be away',
      tags,
      parameters: [somebody],
      requestBody: body({
        type: 'object',
        required: ['from', 'to', 'deputy'],
        properties: { from: time, to: time, deputy: uuid },
      }),
      responses: { '200': response('The absence.', absence), ...problems(400, 403, 413, 415, 422, 503) },
    },
    delete: {
      operationId: 'endAbsence',
      summary: 'Be back',
      tags,
      parameters: [somebody],
      responses: { '204': { description: 'Done.' }, ...problems(400, 403, 503) },
    },
  },
  '/api/events/{name}': {
    post: {
      operationId: 'tellEvent',
      summary: 'Tell runs of workflows of an event that they wait for',
      tags: ['workflows'],
      parameters: [{ name: 'name', in: 'path', required: true, schema: TEXT }],
      requestBody: body({
        type: 'object',
        properties: { correlation: { type: 'string', maxLength: 200 }, payload: {} },
      }),
      responses: {
        '200': response('How many waited.', { type: 'object', properties: { woken: { type: 'integer' } } }),
        ...problems(400, 403, 413, 415, 422, 503),
      },
    },
  },
};
