import { errorCodes } from '../../errors/codes.ts';
import { faultCodes, wordedCodes } from '../../errors/faultCodes.ts';
import type { JsonObject } from '../../lib/json.ts';
import { queryParameter } from './parts.ts';

const TEXT: JsonObject = { type: 'string' };

/** Schemas that do not depend on the model. */
export const sharedSchemas: JsonObject = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'errors'],
    properties: {
      type: { type: 'string', format: 'uri' },
      title: TEXT,
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(errorCodes) },
      detail: TEXT,
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'params', 'message'],
          properties: {
            pointer: { type: 'string', description: 'JSON pointer into the body, or the name of a parameter.' },
            code: { type: 'string', enum: [...Object.keys(faultCodes), ...wordedCodes] },
            params: { type: 'object', description: 'What the message speaks of: limits, names, options.' },
            message: { type: 'string', description: 'For people, in English.' },
          },
        },
      },
      moreErrors: { type: 'integer', minimum: 1, description: 'How many errors there are besides those in `errors`.' },
      requestId: TEXT,
    },
  },
  Definition: {
    type: 'object',
    required: ['kind', 'name', 'package'],
    properties: { kind: TEXT, name: TEXT, package: TEXT },
  },
};

/** Parameters of several operations. */
export const sharedParameters: JsonObject = {
  id: { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  where: queryParameter('where', TEXT, "CEL condition over the record: `stage == 'won' && amount > 1000`."),
  select: queryParameter(
    'select',
    TEXT,
    'Fields and what is behind relations: `name,account(name),contacts(name,email)`.',
  ),
  sort: queryParameter(
    'sort',
    TEXT,
    'Fields, also of related records; `-` turns the order: `-createdAt,account.name`.',
  ),
  limit: queryParameter('limit', { type: 'integer', minimum: 1, maximum: 1000 }, 'Records on one page.'),
  after: queryParameter('after', TEXT, 'Cursor: `next` of the page before.'),
  search: queryParameter('search', TEXT, 'Words to be found in the searchable fields.'),
  count: queryParameter('count', { type: 'boolean' }, 'Also counts all matching records.'),
  deleted: queryParameter('deleted', { type: 'boolean' }, 'The recycle bin instead of the live records.'),
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    schema: TEXT,
    description: 'The version that the record must have, in quotes: `"3"`.',
  },
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    description: 'The request is executed once per key; within 24 hours its answer is replayed.',
  },
};
