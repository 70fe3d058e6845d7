import { KilnError } from '../../errors/KilnError.ts';
import { isObject } from '../../lib/json.ts';
import { aggregate } from '../../records/aggregate.ts';
import { batch } from '../../records/batch.ts';
import { create } from '../../records/create.ts';
import { get } from '../../records/get.ts';
import { list } from '../../records/list.ts';
import { remove } from '../../records/remove.ts';
import { restore } from '../../records/restore.ts';
import { reveal } from '../../records/reveal.ts';
import { update } from '../../records/update.ts';
import { type Answer, type ApiRequest, flag, type Methods, ok, onlyParameters, param } from '../answer.ts';
import { idempotent } from '../idempotent.ts';
import { parseIfMatch } from '../parseIfMatch.ts';
import { decode } from '../parseQuery.ts';

const LIST = new Set(['where', 'select', 'sort', 'limit', 'after', 'search', 'count', 'deleted']);
const GET = new Set(['select', 'deleted']);
const AGGREGATE = new Set(['group', 'measure', 'where', 'search', 'sort', 'limit', 'deleted', 'timeZone']);
const DELETE = new Set(['purge']);
const NONE = new Set<string>();

const collection: Methods = {
  async GET(request) {
    onlyParameters(request.query, LIST);
    return ok(await list(request.ctx, param(request, 'entity'), request.query));
  },
  async POST(request) {
    onlyParameters(request.query, NONE);
    const entity = param(request, 'entity');
    const body = await request.json();
    return idempotent(request, body, async (ctx) => created(entity, await create(ctx, entity, body.value)));
  },
};

const record: Methods = {
  async GET(request) {
    const { ctx, query } = request;
    onlyParameters(query, GET);
    const { select } = query;
    const options = { ...(select === undefined ? {} : { select }), deleted: flag(query, 'deleted') };
    const text = await get(ctx, param(request, 'entity'), param(request, 'id'), options);
    return { status: 200, headers: select === undefined ? versionTag(text) : [], body: text };
  },
  async PATCH(request) {
    onlyParameters(request.query, NONE);
    const ifMatch = parseIfMatch(request.req.headers['if-match']);
    const body = await request.json();
    const options = ifMatch === undefined ? {} : { ifMatch };
    const text = await update(request.ctx, param(request, 'entity'), param(request, 'id'), body.value, options);
    return { status: 200, headers: versionTag(text), body: text };
  },
  async DELETE(request) {
    const { ctx, query, req } = request;
    onlyParameters(query, DELETE);
    const ifMatch = parseIfMatch(req.headers['if-match']);
    const options = { ...(ifMatch === undefined ? {} : { ifMatch }), purge: flag(query, 'purge') };
    await remove(ctx, param(request, 'entity'), param(request, 'id'), options);
    return { status: 204 };
  },
};

const groups: Methods = {
  async GET(request) {
    onlyParameters(request.query, AGGREGATE);
    return ok(await aggregate(request.ctx, param(request, 'entity'), request.query));
  },
};

const restoring: Methods = {
  async POST(request) {
    onlyParameters(request.query, NONE);
    const text = await restore(request.ctx, param(request, 'entity'), param(request, 'id'));
    return { status: 200, headers: versionTag(text), body: text };
  },
};

const revealing: Methods = {
  async POST(request) {
    onlyParameters(request.query, NONE);
    const { value } = await request.json();
    const field = isObject(value) ? value.field : undefined;
    if (typeof field !== 'string') {
      throw new KilnError('KILN_INVALID', { errors: [{ pointer: '/field', message: 'Must be the name of a field.' }] });
    }
    return ok(await reveal(request.ctx, param(request, 'entity'), param(request, 'id'), field));
  },
};

const batches: Methods = {
  async POST(request) {
    onlyParameters(request.query, NONE);
    const body = await request.json();
    return idempotent(request, body, async (ctx) => ok(await batch(ctx, body.value)));
  },
};

export interface RecordRoute {
  /** For metrics and logs. */
  readonly pattern: string;
  readonly methods: Methods;
  readonly params: ApiRequest['params'];
}

/**
 * The route of a path (without query) below `/api/records/`, or of `/api/batch`; undefined when there is none. By hand, since
 * these paths carry nearly all requests. Throws KILN_BAD_REQUEST for a path that is not percent-encoded UTF-8.
 */
export function findRecordRoute(path: string): RecordRoute | undefined {
  if (path === '/api/batch') return { pattern: path, methods: batches, params: {} };
  const [entity, id, action, ...rest] = path.slice('/api/records/'.length).split('/').map(decodeSegment);
  if (!entity || rest.length > 0) return undefined;
  if (id === undefined) return { pattern: '/api/records/:entity', methods: collection, params: { entity } };
  if (id === '') return undefined;
  if (action === undefined) {
    if (id === 'aggregate') return { pattern: '/api/records/:entity/aggregate', methods: groups, params: { entity } };
    return { pattern: '/api/records/:entity/:id', methods: record, params: { entity, id } };
  }
  if (action === 'restore') {
    return { pattern: '/api/records/:entity/:id/restore', methods: restoring, params: { entity, id } };
  }
  if (action === 'reveal') {
    return { pattern: '/api/records/:entity/:id/reveal', methods: revealing, params: { entity, id } };
  }
  return undefined;
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  const decoded = decode(segment.replaceAll('+', '%2B'));
  if (decoded !== undefined) return decoded;
  throw new KilnError('KILN_BAD_REQUEST', { detail: 'The path is not percent-encoded UTF-8.' });
}

/**
 * ETag of a record in default selection, read off its text: the system fields come last in it, and quotes inside values are
 * escaped, so the last `"version":` is the record's own key.
 */
function versionTag(text: string): string[] {
  const version = lastNumber(text, '"version":');
  return version === '' ? [] : ['ETag', `"${version}"`];
}

function lastNumber(text: string, key: string): string {
  const start = text.lastIndexOf(key);
  if (start < 0) return '';
  let end = start + key.length;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end += 1;
  return text.slice(start + key.length, end);
}

function created(entity: string, text: string): Answer {
  if (text.startsWith('{"data":[')) return { status: 201, body: text };
  const start = text.lastIndexOf('"id":"') + '"id":"'.length;
  const id = text.slice(start, start + 36);
  return { status: 201, headers: ['Location', `/api/records/${entity}/${id}`, ...versionTag(text)], body: text };
}
