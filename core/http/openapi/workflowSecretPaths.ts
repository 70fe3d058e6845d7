import type { JsonObject } from '../../lib/json.ts';
import { body, listOf, problems, response, TEXT } from './parts.ts';

const tags = ['workflows'];
const hosts: JsonObject = { type: 'array', items: TEXT, maxItems: 20, description: 'To no other host is it sent.' };

const secret: JsonObject = {
  type: 'object',
  required: ['name', 'hosts', 'setAt', 'setBy'],
  properties: {
    name: TEXT,
    hosts,
    setAt: { type: 'string', format: 'date-time' },
    setBy: { type: 'object', properties: { id: TEXT, name: TEXT } },
  },
};

/** Paths of the secrets that steps of workflows name. */
export const workflowSecretPaths: Readonly<Record<string, JsonObject>> = {
  '/api/workflow-secrets': {
    get: {
      operationId: 'listWorkflowSecrets',
      summary: 'Secrets of workflows, without what they are',
      tags,
      responses: { '200': response('By name.', listOf(secret)), ...problems(400, 403, 503) },
    },
    post: {
      operationId: 'setWorkflowSecret',
      summary: 'Set a secret of workflows',
      description: 'Without `value` only its hosts become fewer.',
      tags,
      requestBody: body({
        type: 'object',
        required: ['name'],
        properties: { name: TEXT, value: { ...TEXT, writeOnly: true }, hosts },
      }),
      responses: { '204': response('It is set.'), ...problems(400, 403, 413, 415, 422, 503) },
    },
  },
  '/api/workflow-secrets/{name}': {
    delete: {
      operationId: 'forgetWorkflowSecret',
      summary: 'Forget a secret of workflows',
      tags,
      parameters: [{ name: 'name', in: 'path', required: true, schema: TEXT }],
      responses: { '204': response('It is gone.'), ...problems(400, 403, 404, 503) },
    },
  },
};
