import type { JsonObject } from '../../lib/json.ts';
import { toJsonSchema } from '../../model/toJsonSchema.ts';
import type { Entity, Model } from '../../model/types.ts';
import { problemResponses } from './parts.ts';
import { recordPaths } from './recordPaths.ts';
import { sharedParameters, sharedSchemas } from './shared.ts';
import { systemPaths } from './systemPaths.ts';

/** OpenAPI 3.1 of the whole API with this model. */
export function buildOpenApi(model: Model): JsonObject {
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
    security: [],
    tags: [...entities.map(tagOf), ...SYSTEM_TAGS],
    paths: { ...Object.fromEntries(entities.flatMap((entity) => Object.entries(recordPaths(entity)))), ...systemPaths },
    components: {
      schemas: { ...sharedSchemas, ...Object.fromEntries(entities.flatMap((entity) => schemasOf(model, entity))) },
      parameters: sharedParameters,
      responses: problemResponses(),
    },
  };
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
  { name: 'health', description: 'For whoever runs the server.' },
];
