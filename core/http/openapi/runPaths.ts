import type { JsonObject } from '../../lib/json.ts';
import { body, listOf, problems, queryParameter, response, TEXT } from './parts.ts';

const tags = ['workflows'];
const TIME: JsonObject = { type: ['string', 'null'], format: 'date-time' };
const ANY: JsonObject = { description: 'Any JSON.' };
const failure: JsonObject = {
  type: ['object', 'null'],
  properties: { code: TEXT, message: TEXT, data: ANY, step: { ...TEXT, description: 'Key of the step.' } },
};

const step: JsonObject = {
  type: 'object',
  required: ['key', 'state'],
  properties: {
    key: { ...TEXT, description: 'Its id, in loops with the index of each: `call[3]`, `call[3,0]`.' },
    id: TEXT,
    state: { enum: ['done', 'failed', 'skipped', 'waiting', 'running', 'cancelled'] },
    attempts: { type: 'integer' },
    input: ANY,
    output: ANY,
    error: failure,
    cut: { type: 'boolean', description: 'Input or output is large: ask for the step.' },
    compensated: { type: 'boolean', description: 'It was undone when the run had failed.' },
    startedAt: TIME,
    endedAt: TIME,
    wait: {
      type: ['object', 'null'],
      properties: {
        ...{ until: TIME, on: { type: ['string', 'null'] }, kind: TEXT },
        approval: { type: ['string', 'null'], description: 'Id of the approval that it waits for.' },
      },
    },
  },
};

const summary: JsonObject = {
  id: { ...TEXT, format: 'uuid' },
  workflow: TEXT,
  version: { ...TEXT, description: 'Hash of the document with which it began.' },
  state: { enum: ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'] },
  trigger: { type: 'object', properties: { on: TEXT, entity: TEXT, record: TEXT } },
  record: { type: ['object', 'null'], properties: { entity: TEXT, id: TEXT } },
  actor: { type: 'object', properties: { kind: TEXT, id: { type: ['string', 'null'] }, name: TEXT } },
  attempt: { type: 'integer' },
  createdAt: TIME,
  startedAt: TIME,
  endedAt: TIME,
  error: failure,
  parent: { type: ['string', 'null'], description: 'The run that waits for it.' },
};
const run: JsonObject = { type: 'object', properties: summary };
const whole: JsonObject = {
  type: 'object',
  properties: {
    ...summary,
    data: { description: 'What set it off.' },
    input: ANY,
    output: ANY,
    steps: { type: 'array', items: step },
    children: { type: 'array', items: { type: 'object', properties: { key: TEXT, run: TEXT } } },
    document: { type: 'object', description: 'The workflow, as it was then.' },
    texts: { type: 'object', description: 'Of its texts, those that `locale` has, by the English ones.' },
  },
};
const version: JsonObject = { enum: ['pinned', 'newest'], default: 'pinned' };
const path = (name: string): JsonObject => ({ name, in: 'path', required: true, schema: TEXT });

/** Paths of runs of workflows. */
export const runPaths: Readonly<Record<string, JsonObject>> = {
  '/api/runs': {
    get: {
      operationId: 'listRuns',
      summary: 'Runs of workflows, the latest first',
      tags,
      parameters: [
        queryParameter('workflow', TEXT, 'Names, with commas between them.'),
        queryParameter('state', TEXT, 'States, with commas between them.'),
        queryParameter('entity', TEXT, 'The entity of the record that they are about.'),
        queryParameter('record', TEXT, 'The record that they are about.'),
        queryParameter('since', { type: 'string', format: 'date-time' }, 'Set off from then on.'),
        queryParameter('until', { type: 'string', format: 'date-time' }, 'Set off before.'),
        queryParameter('after', TEXT, '`next` of the page before.'),
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'Runs of a page.'),
      ],
      responses: { '200': response('A page.', listOf(run)), ...problems(400, 403, 503) },
    },
  },
  '/api/runs/retry': {
    post: {
      operationId: 'retryRuns',
      summary: 'Let many runs go on where they failed',
      description: 'Those with these ids, or all that failed of a workflow, one of the two; 1,000 at a time.',
      tags,
      requestBody: body({
        type: 'object',
        properties: {
          ids: { type: 'array', items: TEXT, maxItems: 1_000 },
          workflow: TEXT,
          state: { const: 'failed' },
          since: { type: 'string', format: 'date-time' },
          version,
        },
      }),
      responses: {
        '200': response('How many.', { type: 'object', properties: { retried: { type: 'integer' } } }),
        ...problems(400, 403, 415, 422, 503),
      },
    },
  },
  '/api/runs/{id}': {
    get: {
      operationId: 'getRun',
      summary: 'A run with its steps',
      tags,
      parameters: [path('id'), queryParameter('locale', TEXT, 'Language of `texts`, such as zh-CN.')],
      responses: { '200': response('The run.', whole), ...problems(400, 403, 404, 503) },
    },
  },
  '/api/runs/{id}/steps/{key}': {
    get: {
      operationId: 'getRunStep',
      summary: 'A step with all that it was given and made',
      tags,
      parameters: [path('id'), path('key')],
      responses: { '200': response('The step.', step), ...problems(400, 403, 404, 503) },
    },
  },
  '/api/runs/{id}/cancel': {
    post: {
      operationId: 'cancelRun',
      summary: 'End a run where it is',
      tags,
      parameters: [path('id')],
      responses: { '200': response('The run.', whole), ...problems(400, 403, 404, 409, 503) },
    },
  },
  '/api/runs/{id}/retry': {
    post: {
      operationId: 'retryRun',
      summary: 'Let a run go on where it failed or was cancelled',
      tags,
      parameters: [path('id')],
      requestBody: {
        ...body({
          type: 'object',
          properties: { from: { ...TEXT, description: 'Key of the step with which it begins again.' }, version },
        }),
        required: false,
      },
      responses: { '200': response('The run.', whole), ...problems(400, 403, 404, 409, 415, 422, 503) },
    },
  },
  '/api/workflows/test': {
    post: {
      operationId: 'testWorkflow',
      summary: 'Try a workflow that need not be published',
      description:
        'What it writes is undone. `effects`: what reaches outside does so. Nobody is asked and nothing is waited for: `approvals` and `waits` say how that ends.',
      tags,
      requestBody: body({
        type: 'object',
        required: ['document'],
        properties: {
          document: { type: 'object' },
          record: { type: 'object', required: ['entity', 'id'], properties: { entity: TEXT, id: TEXT } },
          input: { type: 'object' },
          effects: { type: 'boolean', default: false },
          approvals: { enum: ['approved', 'rejected', 'expired'], default: 'approved' },
          waits: { enum: ['met', 'timedOut'], default: 'met' },
        },
      }),
      responses: {
        '200': response('What each step did.', {
          type: 'object',
          properties: {
            state: { enum: ['done', 'failed', 'waiting'] },
            output: ANY,
            error: failure,
            steps: { type: 'array', items: step },
            document: { type: 'object' },
          },
        }),
        ...problems(400, 403, 404, 413, 415, 422, 503),
      },
    },
  },
};
