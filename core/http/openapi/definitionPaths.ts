import type { JsonObject } from '../../lib/json.ts';
import { body, listOf, OBJECT, parameter, problems, queryParameter, ref, response, TEXT } from './parts.ts';

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
        reason: { type: 'object', properties: { code: TEXT, params: OBJECT } },
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
    id: {
      type: ['string', 'null'],
      description: 'Null for a dry run, for what is being prepared, and where nothing changed.',
    },
    version: TEXT,
    plan: {
      type: 'object',
      required: ['operations', 'dependants', 'warnings', 'conflicts', 'changes'],
      properties: {
        from: { type: ['string', 'null'] },
        to: TEXT,
        operations: { type: 'array', items: OBJECT },
        dependants: { type: 'array', items: OBJECT },
        warnings: { type: 'array', items: OBJECT },
        conflicts: { type: 'array', items: OBJECT },
        changes: { type: 'array', items: OBJECT },
        ms: { type: 'number', description: 'Estimated, for all of it.' },
      },
    },
    preview: OBJECT,
  },
};

/** Paths that change and tell what the model is made of. */
export const definitionPaths: Readonly<Record<string, JsonObject>> = {
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
      parameters: [
        parameter('limit'),
        parameter('after'),
        queryParameter('kind', TEXT, 'With `name`: those that changed this definition.'),
        queryParameter('name', TEXT, 'Of the definition.'),
      ],
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
        {
          name: 'Prefer',
          in: 'header',
          schema: TEXT,
          description: '`wait=<seconds>`: how long to wait for what has to be prepared; at most 25.',
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
  '/api/jobs/{id}': {
    parameters: [name('id')],
    get: {
      operationId: 'readJob',
      summary: 'One of them',
      tags: ['definitions'],
      responses: { '200': response('The job.', jobSchema), ...problems(400, 403, 404, 503) },
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
};

function name(of: string): JsonObject {
  return { name: of, in: 'path', required: true, schema: TEXT };
}
