import type { JsonObject } from '../../lib/json.ts';
import { body, parameter, problems, queryParameter, ref, response } from './parts.ts';

const OBJECT: JsonObject = { type: 'object', additionalProperties: true };
const TEXT: JsonObject = { type: 'string' };

function listOf(items: JsonObject): JsonObject {
  return { type: 'object', required: ['data'], properties: { data: { type: 'array', items } } };
}

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

const changeSetSchema: JsonObject = {
  type: 'object',
  required: ['changes'],
  properties: {
    changes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'name', 'document'],
        properties: { kind: TEXT, name: TEXT, document: { type: ['object', 'null'], additionalProperties: true } },
      },
    },
    message: TEXT,
    dryRun: { type: 'boolean' },
    acceptDataLoss: { type: 'boolean' },
    base: { type: 'string', description: 'The version of the model that it was made for, as If-Match.' },
    fixes: { type: 'boolean', description: 'Correct what names things that are renamed or go. Default: true.' },
    conversions: { ...OBJECT, description: 'By "<entity>.<field>": {"unfit", "map", "promote"}.' },
    preview: {
      type: 'object',
      description: 'Of a dry run: what GET /api/model would say of these entities.',
      required: ['entities'],
      properties: { locale: TEXT, entities: { type: 'array', items: TEXT } },
    },
  },
};

/** How to take back, or bring back. */
const optionsSchema: JsonObject = {
  type: 'object',
  properties: { message: TEXT, dryRun: { type: 'boolean' }, acceptDataLoss: { type: 'boolean' } },
};

const parkedSchema: JsonObject = {
  type: 'object',
  required: ['id', 'what', 'entity', 'title', 'rows', 'restorable'],
  properties: {
    id: TEXT,
    what: { type: 'string', enum: ['entity', 'field', 'values'] },
    entity: TEXT,
    field: TEXT,
    title: TEXT,
    type: TEXT,
    rows: { type: 'integer' },
    estimated: { type: 'boolean' },
    parkedAt: { type: 'string', format: 'date-time' },
    changeSet: { type: 'string', format: 'uuid' },
    restorable: { type: 'boolean' },
  },
};

const jobSchema: JsonObject = {
  type: 'object',
  required: ['id', 'op', 'entity', 'state', 'done', 'total', 'createdAt'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    op: { type: 'string', description: '`changeSet`, or an operation of a plan.' },
    entity: TEXT,
    field: TEXT,
    state: { type: 'string', enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] },
    done: { type: 'integer' },
    total: { type: ['integer', 'null'] },
    error: {
      type: 'object',
      required: ['code', 'detail'],
      properties: {
        code: TEXT,
        detail: TEXT,
        examples: { type: 'array', items: { type: 'object' } },
        extra: { type: 'object' },
      },
    },
    changeSet: { type: 'string', format: 'uuid' },
    createdAt: { type: 'string', format: 'date-time' },
    startedAt: { type: 'string', format: 'date-time' },
    endedAt: { type: 'string', format: 'date-time' },
  },
};

const planSchema: JsonObject = {
  type: 'object',
  required: ['id', 'version', 'plan'],
  properties: {
    id: { type: ['string', 'null'], description: 'Null for a dry run.' },
    version: TEXT,
    plan: {
      type: 'object',
      required: ['operations', 'dependants', 'conflicts', 'changes'],
      properties: {
        from: { type: ['string', 'null'] },
        to: TEXT,
        operations: { type: 'array', items: OBJECT },
        dependants: { type: 'array', items: OBJECT },
        conflicts: { type: 'array', items: OBJECT },
        changes: { type: 'array', items: OBJECT },
        ms: { type: 'number', description: 'Estimated, for all of it.' },
      },
    },
    preview: OBJECT,
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
  '/api/definitions': {
    get: {
      operationId: 'listDefinitions',
      summary: 'All definitions',
      tags: ['definitions'],
      parameters: [queryParameter('documents', { type: 'boolean' }, 'With their documents.')],
      responses: { '200': response('Their names.', listOf(ref('Definition'))), ...problems(400, 503) },
    },
  },
  '/api/definitions/{kind}': {
    parameters: [name('kind')],
    get: {
      operationId: 'listDefinitionsOfKind',
      summary: 'Definitions of one kind',
      tags: ['definitions'],
      parameters: [queryParameter('documents', { type: 'boolean' }, 'With their documents.')],
      responses: { '200': response('Their names.', listOf(ref('Definition'))), ...problems(400, 404, 503) },
    },
  },
  '/api/definitions/{kind}/{name}': {
    parameters: [name('kind'), name('name')],
    get: {
      operationId: 'getDefinition',
      summary: 'One definition',
      tags: ['definitions'],
      responses: {
        '200': response('The definition.', {
          allOf: [
            ref('Definition'),
            { type: 'object', required: ['version', 'document'], properties: { version: TEXT, document: OBJECT } },
          ],
        }),
        ...problems(404, 503),
      },
    },
  },
  '/api/definitions/try': {
    post: {
      operationId: 'tryExpression',
      summary: 'What an expression would be and give',
      tags: ['definitions'],
      requestBody: body({
        type: 'object',
        required: ['entity', 'expression'],
        additionalProperties: false,
        properties: {
          entity: TEXT,
          expression: TEXT,
          on: { enum: ['formula', 'where', 'rule', 'default'] },
          expects: { type: 'string', description: 'Kind of the type that it should have.' },
          changes: { type: 'array', items: OBJECT, description: 'A draft, as the changes of a change-set.' },
        },
      }),
      responses: {
        '200': response('Type, problems, and values of real records.', OBJECT),
        ...problems(400, 403, 404, 422, 503),
      },
    },
  },
  '/api/changesets': {
    get: {
      operationId: 'listChangeSets',
      summary: 'Changes of the definitions, the latest first',
      tags: ['definitions'],
      parameters: [parameter('limit'), parameter('after')],
      responses: {
        '200': response('One page.', {
          type: 'object',
          required: ['data', 'next'],
          properties: { data: { type: 'array', items: OBJECT }, next: { type: ['string', 'null'] } },
        }),
        ...problems(400, 503),
      },
    },
    post: {
      operationId: 'applyChangeSet',
      summary: 'Change definitions, and the database with them',
      tags: ['definitions'],
      parameters: [
        {
          name: 'If-Match',
          in: 'header',
          schema: TEXT,
          description: 'The version of the model that it was made for, in quotes.',
        },
      ],
      requestBody: body(changeSetSchema),
      responses: {
        '200': response('What would be done, for a dry run.', planSchema),
        '201': response('What was done.', planSchema),
        '202': response('What it needs is being prepared; `job` makes it then.', planSchema),
        ...problems(400, 403, 409, 412, 413, 415, 422, 503),
      },
    },
  },
  '/api/changesets/{id}': {
    parameters: [name('id')],
    get: {
      operationId: 'getChangeSet',
      summary: 'One change of the definitions, with its plan and the documents before and after',
      tags: ['definitions'],
      responses: { '200': response('The change-set.', OBJECT), ...problems(403, 404, 503) },
    },
  },
  '/api/changesets/{id}/revert': {
    parameters: [name('id')],
    post: {
      operationId: 'revertChangeSet',
      summary: 'Take a change of the definitions back, by another one',
      tags: ['definitions'],
      requestBody: {
        ...body({
          ...optionsSchema,
          properties: {
            message: TEXT,
            dryRun: { type: 'boolean' },
            acceptDataLoss: { type: 'boolean' },
            conflicts: { type: 'string', enum: ['refuse', 'revert', 'keep'] },
          },
        }),
        required: false,
      },
      responses: {
        '200': response('What would be done, for a dry run.', planSchema),
        '201': response('What was done.', planSchema),
        '202': response('What it needs is being prepared; `job` makes it then.', planSchema),
        ...problems(400, 403, 404, 409, 415, 422, 503),
      },
    },
  },
  '/api/parking': {
    get: {
      operationId: 'listParking',
      summary: 'What was removed or replaced and waits out of sight',
      tags: ['definitions'],
      responses: { '200': response('The latest first.', listOf(parkedSchema)), ...problems(400, 403, 503) },
    },
  },
  '/api/parking/{id}': {
    parameters: [name('id')],
    delete: {
      operationId: 'purgeParked',
      summary: 'Remove it for good',
      tags: ['definitions'],
      responses: { '204': { description: 'It is gone.' }, ...problems(400, 403, 404, 503) },
    },
  },
  '/api/parking/{id}/restore': {
    parameters: [name('id')],
    post: {
      operationId: 'restoreParked',
      summary: 'Bring it back, by a change of the definitions',
      tags: ['definitions'],
      requestBody: { ...body(optionsSchema), required: false },
      responses: {
        '200': response('What would be done, for a dry run.', planSchema),
        '201': response('What was done.', planSchema),
        '202': response('What it needs is being prepared; `job` makes it then.', planSchema),
        ...problems(400, 403, 404, 409, 415, 422, 503),
      },
    },
  },
  '/api/jobs': {
    get: {
      operationId: 'listJobs',
      summary: 'Work on the tables that goes on beside everybody’s',
      tags: ['definitions'],
      responses: {
        '200': response('Open ones first, then the latest.', listOf(jobSchema)),
        ...problems(400, 403, 503),
      },
    },
  },
  '/api/jobs/{id}/retry': {
    parameters: [name('id')],
    post: {
      operationId: 'retryJob',
      summary: 'Try a job again that failed or was cancelled',
      tags: ['definitions'],
      responses: { '200': response('The job.', jobSchema), ...problems(400, 403, 404, 409, 503) },
    },
  },
  '/api/jobs/{id}/cancel': {
    parameters: [name('id')],
    post: {
      operationId: 'cancelJob',
      summary: 'Cancel a job; of a change-set, nothing is changed then',
      tags: ['definitions'],
      responses: { '200': response('The job.', jobSchema), ...problems(400, 403, 404, 409, 503) },
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
