import type { JsonObject } from '../../lib/json.ts';
import { body, listOf, OBJECT, parameter, problems, queryParameter, response, TEXT } from './parts.ts';

const operationSchema: JsonObject = {
  type: 'object',
  required: ['op', 'entity'],
  properties: {
    op: { type: 'string', enum: ['create', 'update', 'delete', 'restore'] },
    entity: TEXT,
    id: { type: 'string', format: 'uuid' },
    values: OBJECT,
    ifMatch: { type: 'integer', description: 'Version that the record must have.' },
  },
};

const fileSchema: JsonObject = {
  type: 'object',
  required: ['id', 'name', 'size', 'type'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    name: TEXT,
    size: { type: 'integer', description: 'Bytes.' },
    type: { type: 'string', description: 'Media type, by the content.' },
  },
};

/** A page of entries of the audit. */
export const auditPage: JsonObject = {
  type: 'object',
  required: ['data', 'next'],
  properties: { data: { type: 'array', items: OBJECT }, next: { type: ['string', 'null'] } },
};

const auditFilter: JsonObject[] = [
  queryParameter('actor', TEXT, 'Id of who did it.'),
  queryParameter('entity', TEXT, 'Name of an entity.'),
  queryParameter('record', TEXT, 'Id of a record.'),
  queryParameter('action', TEXT, 'What was done; several between commas.'),
  queryParameter('via', TEXT, 'Which way: ui, token, plugin, workflow, import, cli, system.'),
  queryParameter('from', TEXT, 'ISO 8601: from then on.'),
  queryParameter('to', TEXT, 'ISO 8601: before then.'),
  queryParameter('search', TEXT, 'A text anywhere in it.'),
];

/** Paths that every model has. */
export const systemPaths: Readonly<Record<string, JsonObject>> = {
  '/api/batch': {
    post: {
      operationId: 'batch',
      summary: 'Several writes in one transaction',
      tags: ['records'],
      parameters: [parameter('idempotencyKey')],
      requestBody: body({
        type: 'object',
        required: ['operations'],
        properties: { operations: { type: 'array', maxItems: 1000, items: operationSchema } },
      }),
      responses: {
        '200': response('A record, or null for a delete, per operation.', listOf({ type: ['object', 'null'] })),
        ...problems(400, 403, 404, 409, 412, 413, 415, 422, 503),
      },
    },
  },
  '/api/files': {
    post: {
      operationId: 'uploadFile',
      summary: 'Store a file',
      description: 'A file that no record refers to is removed after 24 hours.',
      tags: ['files'],
      parameters: [
        queryParameter('entity', TEXT, 'Entity of the field that the file is for.'),
        queryParameter('field', TEXT, 'Field that the file is for: its limits on size and type hold.'),
      ],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
          },
        },
      },
      responses: { '201': response('The value for the field.', fileSchema), ...problems(400, 413, 415, 503) },
    },
  },
  '/api/files/{id}': {
    parameters: [parameter('id')],
    get: {
      operationId: 'downloadFile',
      summary: 'Read a file',
      tags: ['files'],
      responses: {
        '200': { description: 'The content.', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
        ...problems(404, 503),
      },
    },
  },
  '/api/model': {
    get: {
      operationId: 'getModel',
      summary: 'What the browser needs to know of the definitions',
      tags: ['definitions'],
      parameters: [queryParameter('locale', TEXT, 'Language of titles and texts, such as zh-CN. Default: English.')],
      responses: { '200': response('The model.', OBJECT), ...problems(400, 503) },
    },
  },
  '/api/model/validators/{file}': {
    parameters: [{ ...name('file'), description: 'Name of an entity and `.js`.' }],
    get: {
      operationId: 'getValidators',
      summary: 'Checks of an entity, as a JavaScript module',
      tags: ['definitions'],
      responses: {
        '200': { description: 'The module.', content: { 'text/javascript': { schema: TEXT } } },
        ...problems(404, 503),
      },
    },
  },
  '/api/audit': {
    get: {
      operationId: 'listAudit',
      summary: 'What was done, by whom, the latest first',
      description: 'Takes the system right `audit`.',
      tags: ['audit'],
      parameters: [...auditFilter, parameter('limit'), parameter('after')],
      responses: { '200': response('One page.', auditPage), ...problems(400, 403, 503) },
    },
  },
  '/api/audit/export': {
    get: {
      operationId: 'exportAudit',
      summary: 'All entries of the audit, the oldest first',
      description: 'Takes the system right `audit`.',
      tags: ['audit'],
      parameters: [
        ...auditFilter,
        queryParameter('format', { type: 'string', enum: ['ndjson', 'csv'] }, 'Default: ndjson.'),
      ],
      responses: {
        '200': {
          description: 'An entry a line.',
          content: { 'application/x-ndjson': { schema: TEXT }, 'text/csv': { schema: TEXT } },
        },
        ...problems(400, 403, 503),
      },
    },
  },
  '/api/openapi.json': {
    get: {
      operationId: 'getOpenApi',
      summary: 'This document',
      tags: ['definitions'],
      responses: { '200': response('OpenAPI 3.1.', OBJECT), ...problems(400, 503) },
    },
  },
  '/healthz': health('isAlive', 'Whether the process answers', response('It does.', OBJECT)),
  '/readyz': health('isReady', 'Whether database and model are there', response('They are.', OBJECT)),
  '/metrics': health('getMetrics', 'Measurements in the text format of Prometheus, for this machine only', {
    description: 'The measurements.',
    content: { 'text/plain': { schema: TEXT } },
  }),
};

function name(of: string): JsonObject {
  return { name: of, in: 'path', required: true, schema: TEXT };
}

function health(operationId: string, summary: string, good: JsonObject): JsonObject {
  return { get: { operationId, summary, tags: ['health'], responses: { '200': good, ...problems(403, 503) } } };
}
