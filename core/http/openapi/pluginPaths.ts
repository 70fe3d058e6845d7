import type { JsonObject } from '../../lib/json.ts';
import { body, listOf, OBJECT, parameter, problems, queryParameter, response, TEXT } from './parts.ts';

const FLAG: JsonObject = { type: 'boolean' };
const SHA256: JsonObject = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const id: JsonObject = { name: 'id', in: 'path', required: true, schema: TEXT, description: 'Id of the plugin.' };
const tags = ['plugins'];

const summary: JsonObject = {
  type: 'object',
  required: ['id', 'title', 'version', 'available', 'enabled', 'state', 'source', 'signature', 'calls'],
  properties: {
    id: TEXT,
    title: TEXT,
    description: { type: ['string', 'null'] },
    icon: { type: ['string', 'null'] },
    version: { type: ['string', 'null'], description: 'That is installed.' },
    available: { type: ['string', 'null'], description: 'In the folder of plugins.' },
    enabled: FLAG,
    state: { type: 'string', enum: ['available', 'running', 'disabled', 'broken', 'unavailable'] },
    reason: { type: 'string', description: 'Why it is broken or unavailable.' },
    source: { type: 'string', enum: ['folder', 'package'] },
    signature: { type: 'string', enum: ['none', 'valid', 'unknown'] },
    breaker: { type: ['object', 'null'], additionalProperties: true },
    calls: { type: 'integer' },
  },
};

const capabilities: JsonObject = {
  type: 'array',
  items: {
    type: 'object',
    required: ['code', 'params', 'sentence'],
    properties: { code: TEXT, params: OBJECT, sentence: TEXT },
  },
};

const changed: JsonObject = {
  type: 'object',
  required: ['id', 'version', 'plan', 'plugin', 'from', 'to', 'capabilities', 'raised', 'integrity', 'definitions'],
  properties: {
    id: { type: ['string', 'null'], description: 'Of the change-set; null for a preview.' },
    version: { type: 'string', description: 'Of the model after it.' },
    plan: OBJECT,
    plugin: TEXT,
    from: { type: ['string', 'null'] },
    to: TEXT,
    manifest: OBJECT,
    capabilities,
    raised: { ...capabilities, description: 'What it does not have yet.' },
    granted: OBJECT,
    limits: OBJECT,
    isolation: { type: 'string', enum: ['shared', 'own'] },
    integrity: {
      type: 'object',
      required: ['sha256', 'signature', 'source', 'files'],
      properties: {
        ...{ sha256: SHA256, signature: TEXT, key: TEXT, files: { type: 'integer' } },
        source: { type: 'string', enum: ['folder', 'package'] },
      },
    },
    definitions: OBJECT,
    migrations: OBJECT,
    config: OBJECT,
  },
};

const uninstalled: JsonObject = {
  type: 'object',
  required: ['removed', 'left'],
  properties: {
    removed: { ...OBJECT, description: 'Rows about the plugin by table, before.' },
    left: { ...OBJECT, description: 'The same afterwards: empty.' },
  },
};

const grant: JsonObject = {
  grant: { type: 'boolean', description: 'Grants what it asks for and does it; without, it is only shown.' },
  sha256: { ...SHA256, description: '`integrity.sha256` of what was shown: of another package nothing is granted.' },
  dryRun: FLAG,
};
const sources: JsonObject = {
  path: { type: 'string', description: 'Of a folder or .tgz on the server.' },
  id: { type: 'string', description: 'Of a plugin in the folder of plugins.' },
};

/** A package as JSON that says where it is, or itself. */
function packageBody(more: JsonObject = {}): JsonObject {
  return {
    required: true,
    content: {
      'application/json': { schema: { type: 'object', properties: { ...sources, ...more, ...grant } } },
      'application/gzip': { schema: { type: 'string', format: 'binary' } },
    },
  };
}

const locale = queryParameter('locale', TEXT, 'Language of titles.');
const packageQuery = [
  locale,
  queryParameter('grant', FLAG, 'With a .tgz, as in the body.'),
  queryParameter('sha256', SHA256, 'With a .tgz, as in the body.'),
  queryParameter('dryRun', FLAG, 'With a .tgz, as in the body.'),
];
const answers = {
  '200': response('What it would do.', changed),
  '201': response('Done, in one change-set.', changed),
  '202': response('A job prepares large tables and does it then.', changed),
};

function switching(operationId: string, text: string): JsonObject {
  return {
    post: {
      operationId,
      summary: text,
      tags,
      parameters: [id, queryParameter('dryRun', FLAG, 'Only shows it.')],
      responses: { '200': response('The change-set.', OBJECT), ...problems(400, 403, 404, 409, 503) },
    },
  };
}

const RETRIED = { type: 'object', required: ['retried'], properties: { retried: { type: 'integer' } } };

/** Paths of the life of plugins. */
export const pluginPaths: Readonly<Record<string, JsonObject>> = {
  '/api/plugins': {
    get: {
      operationId: 'listPlugins',
      summary: 'Plugins that are installed or may be',
      tags,
      parameters: [locale],
      responses: { '200': response('All of them.', listOf(summary, { sandbox: OBJECT })), ...problems(400, 403, 503) },
    },
    post: {
      operationId: 'installPlugin',
      summary: 'Look at a plugin, or install it',
      tags,
      parameters: packageQuery,
      requestBody: packageBody(),
      responses: { ...answers, ...problems(400, 403, 404, 409, 412, 413, 415, 422, 503) },
    },
  },
  '/api/plugins/{id}': {
    get: {
      operationId: 'getPlugin',
      summary: 'All about an installed plugin',
      tags,
      parameters: [id, locale],
      responses: { '200': response('The plugin.', OBJECT), ...problems(400, 403, 404, 503) },
    },
    delete: {
      operationId: 'uninstallPlugin',
      summary: 'Remove a plugin',
      tags,
      parameters: [
        id,
        {
          ...queryParameter('data', { type: 'string', enum: ['keep', 'park'] }, 'What becomes of it.'),
          required: true,
        },
        queryParameter('dryRun', FLAG, 'Only shows it.'),
      ],
      responses: {
        '200': response('What was removed.', uninstalled),
        '202': response('A job goes on with it.', uninstalled),
        ...problems(400, 403, 404, 409, 503),
      },
    },
  },
  ...Object.fromEntries(
    (['upgrade', 'downgrade'] as const).map((way) => [
      `/api/plugins/{id}/${way}`,
      {
        post: {
          operationId: `${way}Plugin`,
          summary:
            way === 'upgrade' ? 'Look at a later version, or go to it' : 'Look at an earlier version, or go back',
          tags,
          parameters: [id, ...packageQuery],
          requestBody: packageBody({ version: { type: 'string', description: 'One that was installed before.' } }),
          responses: { ...answers, ...problems(400, 403, 404, 409, 412, 413, 415, 422, 503) },
        },
      },
    ]),
  ),
  '/api/plugins/{id}/enable': switching('enablePlugin', 'Switch a plugin on'),
  '/api/plugins/{id}/disable': switching('disablePlugin', 'Switch a plugin off; its definitions and data stay'),
  '/api/plugins/{id}/configure': {
    post: {
      operationId: 'configurePlugin',
      summary: 'Set settings and secrets',
      tags,
      parameters: [id],
      requestBody: body({
        type: 'object',
        properties: {
          config: OBJECT,
          secrets: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
          isolation: { type: 'string', enum: ['shared', 'own'] },
        },
      }),
      responses: {
        '200': response('The settings; of secrets only which are set.', OBJECT),
        ...problems(403, 404, 415, 422, 503),
      },
    },
  },
  '/api/plugins/{id}/functions/{name}': {
    post: {
      operationId: 'callPluginFunction',
      summary: 'Call a function of a plugin',
      tags,
      parameters: [id, { ...id, name: 'name', description: 'Name of the function.' }],
      requestBody: { ...body({}), required: false, description: 'Its input.' },
      responses: { '200': response('Its output.', {}), ...problems(403, 404, 409, 415, 422, 503) },
    },
  },
  '/api/plugins/{id}/logs': {
    get: {
      operationId: 'listPluginLogs',
      summary: 'Lines of the log of a plugin, the latest first',
      tags,
      parameters: [
        id,
        parameter('limit'),
        parameter('after'),
        queryParameter('level', { type: 'string', enum: ['debug', 'info', 'warn', 'error'] }, 'This and worse.'),
      ],
      responses: {
        '200': response('A page.', listOf(OBJECT, { next: { type: ['string', 'null'] } })),
        ...problems(400, 403, 404, 503),
      },
    },
  },
  '/api/plugins/{id}/events': {
    get: {
      operationId: 'listDeadPluginEvents',
      summary: 'Events that a plugin was told ten times in vain, the latest first; kept for 30 days',
      tags,
      parameters: [
        id,
        queryParameter('state', { type: 'string', enum: ['dead'] }, 'Those that were given up.'),
        parameter('limit'),
        parameter('after'),
      ],
      responses: {
        '200': response('A page.', listOf(OBJECT, { next: { type: ['string', 'null'] } })),
        ...problems(400, 403, 404, 503),
      },
    },
  },
  '/api/plugins/{id}/events/retry': {
    post: {
      operationId: 'retryPluginEvents',
      summary: 'Tell a plugin again of all events that were given up',
      tags,
      parameters: [id],
      responses: { '200': response('How many.', RETRIED), ...problems(400, 403, 404, 503) },
    },
  },
  '/api/plugins/{id}/events/{event}/retry': {
    post: {
      operationId: 'retryPluginEvent',
      summary: 'Tell a plugin again of an event that was given up',
      tags,
      parameters: [id, { ...id, name: 'event', description: 'Id of the event.' }],
      responses: { '200': response('One.', RETRIED), ...problems(400, 403, 404, 503) },
    },
  },
  '/api/plugins/{id}/stats': {
    get: {
      operationId: 'listPluginStats',
      summary: 'Calls, errors, computing time and memory of a plugin by minute',
      tags,
      parameters: [id, queryParameter('minutes', { type: 'integer', minimum: 1, maximum: 11_520 }, 'Default: 60.')],
      responses: { '200': response('Minutes.', listOf(OBJECT)), ...problems(400, 403, 404, 503) },
    },
  },
};
