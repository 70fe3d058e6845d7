import { unlimitedAccess } from '../../access/createAccess.ts';
import type { Access } from '../../access/types.ts';
import { sessionCookie } from '../../identity/sessionCookie.ts';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { toJsonSchema } from '../../model/toJsonSchema.ts';
import type { Entity, Model } from '../../model/types.ts';
import { approvalPaths } from './approvalPaths.ts';
import { definitionPaths } from './definitionPaths.ts';
import { identityPaths } from './identityPaths.ts';
import { notificationPaths } from './notificationPaths.ts';
import { problemResponses, problems } from './parts.ts';
import { pluginPaths } from './pluginPaths.ts';
import { recordPaths } from './recordPaths.ts';
import { runPaths } from './runPaths.ts';
import { sharedParameters, sharedSchemas } from './shared.ts';
import { systemPaths } from './systemPaths.ts';
import { workflowSecretPaths } from './workflowSecretPaths.ts';

/**
 * OpenAPI 3.1 of the API with this model, as far as the access sees it: what it may do with no record is not offered.
 */
export function buildOpenApi(model: Model, access: Pick<Access, 'entity'> = unlimitedAccess(model)): JsonObject {
  const entities = [...model.entities.values()];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kiln',
      version: model.version,
      summary: 'Records and definitions of this installation.',
      description:
        'Errors are problem documents (RFC 9457); `errors` lists everything that is wrong, each with its place.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that gave this document.' }],
    security: [{ session: [] }, { token: [] }],
    tags: [...entities.map(tagOf), ...SYSTEM_TAGS],
    paths: withSignIn({
      ...Object.fromEntries(
        entities.flatMap((entity) => Object.entries(recordPaths(entity, access.entity(entity.name)))),
      ),
      ...identityPaths,
      ...systemPaths,
      ...definitionPaths,
      ...pluginPaths,
      ...approvalPaths,
      ...notificationPaths,
      ...runPaths,
      ...workflowSecretPaths,
    }),
    components: {
      schemas: { ...sharedSchemas, ...Object.fromEntries(entities.flatMap((entity) => schemasOf(model, entity))) },
      parameters: sharedParameters,
      responses: problemResponses(),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie },
        token: { type: 'http', scheme: 'bearer', description: 'An API token.' },
      },
    },
  };
}

/** Paths that anybody may ask. */
const open: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const methods: ReadonlySet<string> = new Set(['get', 'post', 'patch', 'delete']);

/** The same paths, each operation with the answer to those who have not signed in. */
function withSignIn(paths: Readonly<Record<string, JsonObject>>): JsonObject {
  const signedIn = (item: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(item).map(([method, operation]) => {
        if (!methods.has(method) || !isObject(operation) || !isObject(operation.responses)) return [method, operation];
        return [method, { ...operation, responses: { ...operation.responses, ...problems(401) } }];
      }),
    );
  const anybody = (item: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(item).map(([method, operation]) =>
        methods.has(method) && isObject(operation) ? [method, { ...operation, security: [] }] : [method, operation],
      ),
    );
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [path, open.has(path) ? anybody(item) : signedIn(item)]),
  );
}

/** Entities' names begin with a small letter and hold no dot, so they clash with no other component. */
function schemasOf(model: Model, entity: Entity): [string, JsonObject][] {
  const { read, create, update } = toJsonSchema(model, entity);
  return [
    [entity.name, read],
    [`${entity.name}.create`, create],
    [`${entity.name}.update`, update],
  ];
}

function tagOf({ name, pluralTitle, description }: Entity): JsonObject {
  return { name, description: description ?? pluralTitle };
}

const SYSTEM_TAGS: readonly JsonObject[] = [
  { name: 'records', description: 'Records of several entities at once.' },
  { name: 'files', description: 'Contents of file and image fields.' },
  { name: 'definitions', description: 'What the installation is made of, and how that changes.' },
  { name: 'plugins', description: 'Code and definitions of others, in the sandbox.' },
  { name: 'workflows', description: 'Automation: runs, what starts them, and what they need.' },
  { name: 'notifications', description: 'What one was told.' },
  { name: 'identity', description: 'Who asks, API tokens, and people who sign in.' },
  { name: 'health', description: 'For whoever runs the server.' },
];
