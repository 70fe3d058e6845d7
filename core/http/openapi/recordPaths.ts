import type { EntityAccess } from '../../access/types.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { Entity, Right } from '../../model/types.ts';
import { body, parameter, problems, queryParameter, ref, response } from './parts.ts';
import { auditPage } from './systemPaths.ts';

const TEXT: JsonObject = { type: 'string' };
const ETAG: JsonObject = { ETag: { description: 'The version, for If-Match.', schema: TEXT } };
const LOCATION: JsonObject = { Location: { description: 'Address of the new record.', schema: TEXT } };
const REPLAYED: JsonObject = {
  'Idempotency-Replayed': { description: '`true` when the answer is that of an earlier request.', schema: TEXT },
};

/**
 * Paths of one entity's records. Components of an entity are named after it: `contact`, `contact.create`,
 * `contact.update`.
 */
export function recordPaths(entity: Entity, access: EntityAccess): Record<string, JsonObject> {
  const base = `/api/records/${entity.name}`;
  const item = { parameters: [parameter('id')] };
  const may = (right: Right) => access.grants(right).length > 0;
  const isSealed = [...entity.fields.values()].some((field) => field.type.name === 'encrypted');
  return {
    [base]: { get: list(entity), ...(may('create') ? { post: create(entity) } : {}) },
    [`${base}/aggregate`]: { get: aggregate(entity) },
    [`${base}/{id}`]: {
      ...item,
      get: get(entity),
      ...(may('update') ? { patch: update(entity) } : {}),
      ...(may('delete') ? { delete: remove(entity) } : {}),
    },
    [`${base}/{id}/history`]: { ...item, get: history(entity) },
    [`${base}/{id}/rights`]: { ...item, get: recordRights(entity) },
    ...(may('delete') ? { [`${base}/{id}/restore`]: { ...item, post: restore(entity) } } : {}),
    ...(isSealed ? { [`${base}/{id}/reveal`]: { ...item, post: reveal(entity) } } : {}),
    ...(may('share') && !entity.parent ? sharePaths(entity, base) : {}),
  };
}

function recordRights(entity: Entity): JsonObject {
  const flags = ['update', 'delete', 'share', 'transfer'].map((name) => [name, { type: 'boolean' }]);
  const answer = {
    type: 'object',
    required: ['update', 'delete', 'share', 'transfer', 'readOnly'],
    properties: { ...Object.fromEntries(flags), readOnly: { type: 'array', items: TEXT } },
  };
  return operation(entity, 'rights', `What one may do: ${entity.title}`, {
    description: '`readOnly`: fields that one may not change in this record, though others may.',
    responses: { '200': response('Rights over this record.', answer), ...problems(404, 503) },
  });
}

function sharePaths(entity: Entity, base: string): Record<string, JsonObject> {
  const id = { type: 'string', format: 'uuid' };
  const level = { type: 'string', enum: ['read', 'write'] };
  const holder = { type: 'object', required: ['entity', 'id'], properties: { entity: { enum: ['user', 'team'] }, id } };
  const share = {
    type: 'object',
    required: ['grantee', 'name', 'level', 'createdAt', 'createdBy'],
    properties: {
      grantee: holder,
      name: { type: ['string', 'null'] },
      level,
      createdAt: { type: 'string', format: 'date-time' },
      createdBy: id,
    },
  };
  const shares = { type: 'object', required: ['data'], properties: { data: { type: 'array', items: share } } };
  const input = { type: 'object', required: ['grantee', 'level'], properties: { grantee: holder, level } };
  return {
    [`${base}/{id}/shares`]: {
      parameters: [parameter('id')],
      get: operation(entity, 'listShares', `Who it is shared with: ${entity.title}`, {
        responses: { '200': response('Users and teams.', shares), ...problems(403, 404, 503) },
      }),
      post: operation(entity, 'share', `Share with a user or team: ${entity.title}`, {
        description: 'Once more with another level changes the level.',
        requestBody: body(input),
        responses: { '201': response('The share.', share), ...problems(400, 403, 404, 415, 422, 503) },
      }),
    },
    [`${base}/{id}/shares/{grantee}`]: {
      parameters: [parameter('id'), { name: 'grantee', in: 'path', required: true, schema: id }],
      delete: operation(entity, 'unshare', `Take a share back: ${entity.title}`, {
        responses: { '204': response('It is shared no more.'), ...problems(403, 404, 503) },
      }),
    },
  };
}

function operation(entity: Entity, verb: string, summary: string, rest: JsonObject): JsonObject {
  const name = entity.name.charAt(0).toUpperCase() + entity.name.slice(1);
  return { operationId: `${verb}${name}`, summary, tags: [entity.name], ...rest };
}

function list(entity: Entity): JsonObject {
  const page: JsonObject = {
    type: 'object',
    required: ['data', 'next'],
    properties: {
      data: { type: 'array', items: ref(entity.name) },
      next: { type: ['string', 'null'], description: 'Cursor of the next page; null on the last.' },
      count: { type: 'integer', description: 'Number of all matching records, with `count=true`.' },
    },
  };
  return operation(entity, 'list', `List: ${entity.pluralTitle}`, {
    description: 'With `select`, records have the selected members only.',
    parameters: ['where', 'select', 'sort', 'limit', 'after', 'search', 'count', 'deleted'].map(parameter),
    responses: { '200': response('One page of records.', page), ...problems(400, 503) },
  });
}

function create(entity: Entity): JsonObject {
  const record = ref(entity.name);
  const several = { type: 'object', required: ['data'], properties: { data: { type: 'array', items: record } } };
  const input = ref(`${entity.name}.create`);
  return operation(entity, 'create', `Create: ${entity.title}`, {
    description: 'One record, or an array of up to 1000, of which all are created or none.',
    parameters: [parameter('idempotencyKey')],
    requestBody: body({ oneOf: [input, { type: 'array', maxItems: 1000, items: input }] }),
    responses: {
      '201': response(
        'The record, or the records in the order of the array.',
        { oneOf: [record, several] },
        {
          ...LOCATION,
          ...ETAG,
          ...REPLAYED,
        },
      ),
      ...problems(400, 403, 409, 413, 415, 422, 423, 503),
    },
  });
}

function get(entity: Entity): JsonObject {
  return operation(entity, 'get', `Read: ${entity.title}`, {
    description: 'With `select`, the record has the selected members only.',
    parameters: [parameter('select'), parameter('deleted')],
    responses: { '200': response('The record.', ref(entity.name), ETAG), ...problems(400, 404, 503) },
  });
}

function update(entity: Entity): JsonObject {
  return operation(entity, 'update', `Change: ${entity.title}`, {
    description: 'Only the named fields change; null empties a field. Without If-Match the last write wins.',
    parameters: [parameter('ifMatch')],
    requestBody: body(ref(`${entity.name}.update`)),
    responses: {
      '200': response('The record after the change.', ref(entity.name), ETAG),
      ...problems(400, 403, 404, 409, 412, 413, 415, 422, 423, 503),
    },
  });
}

function remove(entity: Entity): JsonObject {
  const purge = queryParameter('purge', { type: 'boolean' }, 'Deletes for good instead of into the recycle bin.');
  return operation(entity, 'delete', `Delete: ${entity.title}`, {
    description: 'The record goes into the recycle bin, together with what belongs to it.',
    parameters: [parameter('ifMatch'), purge],
    responses: { '204': response('It is gone.'), ...problems(400, 403, 404, 409, 412, 423, 503) },
  });
}

function history(entity: Entity): JsonObject {
  return operation(entity, 'history', `What became of it: ${entity.title}`, {
    description: 'Entries of the audit about the record and its line items, the latest first.',
    parameters: [parameter('limit'), parameter('after')],
    responses: { '200': response('One page.', auditPage), ...problems(400, 404, 503) },
  });
}

function restore(entity: Entity): JsonObject {
  return operation(entity, 'restore', `Restore from the recycle bin: ${entity.title}`, {
    responses: { '200': response('The record.', ref(entity.name), ETAG), ...problems(400, 403, 404, 409, 423, 503) },
  });
}

function reveal(entity: Entity): JsonObject {
  const sealed = [...entity.fields.values()].filter((field) => field.type.name === 'encrypted').map(({ name }) => name);
  const question = { type: 'object', required: ['field'], properties: { field: { type: 'string', enum: sealed } } };
  const answer = { type: 'object', required: ['value'], properties: { value: { type: ['string', 'null'] } } };
  return operation(entity, 'reveal', `Show an encrypted field: ${entity.title}`, {
    requestBody: body(question),
    responses: { '200': response('The field in clear.', answer), ...problems(400, 403, 404, 415, 422, 503) },
  });
}

function aggregate(entity: Entity): JsonObject {
  const rows = {
    type: 'object',
    required: ['data'],
    properties: { data: { type: 'array', items: { type: 'object', additionalProperties: true } } },
  };
  return operation(entity, 'aggregate', `Count and sum: ${entity.pluralTitle}`, {
    description: 'One row per group, with a member per group and per measure, named as in the request.',
    parameters: [
      queryParameter('group', TEXT, 'Fields and date buckets: `stage,account.industry,month(closeDate)`.'),
      queryParameter('measure', TEXT, '`count(),sum(amount),avg(amount),min(amount),max(amount)`. Default: `count()`.'),
      queryParameter(
        'timeZone',
        TEXT,
        'IANA name of the zone in which date buckets of timestamps begin. Default: UTC.',
      ),
      ...['where', 'search', 'sort', 'limit', 'deleted'].map(parameter),
    ],
    responses: { '200': response('The groups.', rows), ...problems(400, 503) },
  });
}
