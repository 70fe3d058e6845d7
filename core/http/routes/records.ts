import { history } from '../../audit/listAudit.ts';
import { fault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject } from '../../lib/json.ts';
import { aggregate } from '../../records/aggregate.ts';
import { batch } from '../../records/batch.ts';
import { create } from '../../records/create.ts';
import { entityOf } from '../../records/entityOf.ts';
import { get } from '../../records/get.ts';
import { list } from '../../records/list.ts';
import { listShares } from '../../records/listShares.ts';
import { noteSensitive, noteSensitiveList, noteSensitivePast } from '../../records/noteSensitive.ts';
import { recordRights } from '../../records/recordRights.ts';
import { remove } from '../../records/remove.ts';
import { restore } from '../../records/restore.ts';
import { reveal } from '../../records/reveal.ts';
import { share } from '../../records/share.ts';
import { unshare } from '../../records/unshare.ts';
import { update } from '../../records/update.ts';
import { type Answer, type ApiRequest, flag, type Methods, ok, onlyParameters, param } from '../answer.ts';
import { idempotent } from '../idempotent.ts';
import { parseIfMatch } from '../parseIfMatch.ts';
import { decode } from '../parseQuery.ts';

const LIST = new Set(['where', 'select', 'sort', 'limit', 'after', 'search', 'count', 'deleted']);
const GET = new Set(['select', 'deleted']);
const AGGREGATE = new Set(['group', 'measure', 'where', 'search', 'sort', 'limit', 'deleted', 'timeZone']);
const HISTORY = new Set(['limit', 'after']);
const DELETE = new Set(['purge']);
const NONE = new Set<string>();

const collection: Methods = {
  async GET(request) {
    const { ctx, query } = request;
    onlyParameters(query, LIST);
    const entity = param(request, 'entity');
    const text = await list(ctx, entity, query);
    noteSensitiveList(ctx, entity, query.select, text);
    return ok(text);
  },
  async POST(request) {
    onlyParameters(request.query, NONE);
    const entity = param(request, 'entity');
    const body = await request.json();
    const form = request.req.headers['x-kiln-form'];
    return idempotent(request, body, async (ctx) => {
      const made = await create(typeof form === 'string' ? ctx.submittedWith(form) : ctx, entity, body.value);
      return created(entity, made);
    });
  },
};

const record: Methods = {
  async GET(request) {
    const { ctx, query } = request;
    onlyParameters(query, GET);
    const { select } = query;
    const options = { ...(select === undefined ? {} : { select }), deleted: flag(query, 'deleted') };
    const [entity, id] = [param(request, 'entity'), param(request, 'id')];
    const text = await get(ctx, entity, id, options);
    noteSensitive(ctx, entity, id, select, text);
    return { status: 200, headers: select === undefined ? versionTag(text) : [], body: text };
  },
  async PATCH(request) {
    onlyParameters(request.query, NONE);
    const ifMatch = parseIfMatch(request.req.headers['if-match']);
    const body = await request.json();
    const options = ifMatch === undefined ? {} : { ifMatch };
    const [entity, id] = [param(request, 'entity'), param(request, 'id')];
    const text = await update(request.ctx, entity, id, body.value, options);
    noteSensitive(request.ctx, entity, id, undefined, text);
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

const past: Methods = {
  async GET(request) {
    const { ctx, query } = request;
    onlyParameters(query, HISTORY);
    const entity = entityOf(ctx, param(request, 'entity'));
    const id = param(request, 'id');
    // Whoever may not read the record learns nothing of its past either, not even that there is one.
    await get(ctx, entity.name, id, { select: 'id', deleted: true });
    const page = await history(ctx, entity, id, query);
    noteSensitivePast(ctx, entity, id, page.data);
    return ok(JSON.stringify(page));
  },
};

const restoring: Methods = {
  async POST(request) {
    onlyParameters(request.query, NONE);
    const [entity, id] = [param(request, 'entity'), param(request, 'id')];
    const text = await restore(request.ctx, entity, id);
    noteSensitive(request.ctx, entity, id, undefined, text);
    return { status: 200, headers: versionTag(text), body: text };
  },
};

const revealing: Methods = {
  async POST(request) {
    onlyParameters(request.query, NONE);
    const { value } = await request.json();
    const field = isObject(value) ? value.field : undefined;
    if (typeof field !== 'string') {
      throw new KilnError('KILN_INVALID', { errors: [fault('/field', 'format', { form: 'field' })] });
    }
    return ok(await reveal(request.ctx, param(request, 'entity'), param(request, 'id'), field));
  },
};

const rights: Methods = {
  async GET(request) {
    onlyParameters(request.query, NONE);
    return ok(await recordRights(request.ctx, param(request, 'entity'), param(request, 'id')));
  },
};

const shares: Methods = {
  async GET(request) {
    onlyParameters(request.query, NONE);
    return ok(await listShares(request.ctx, param(request, 'entity'), param(request, 'id')));
  },
  async POST(request) {
    onlyParameters(request.query, NONE);
    const { value } = await request.json();
    const text = await share(request.ctx, param(request, 'entity'), param(request, 'id'), value);
    return { status: 201, body: text };
  },
};

const sharing: Methods = {
  async DELETE(request) {
    onlyParameters(request.query, NONE);
    await unshare(request.ctx, param(request, 'entity'), param(request, 'id'), param(request, 'grantee'));
    return { status: 204 };
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
 * The route of a path (without query) below `/api/records/`, or of `/api/batch`; undefined when there is none. By hand,
 * since these paths carry nearly all requests. Throws KILN_BAD_REQUEST for a path that is not percent-encoded UTF-8.
 */
export function findRecordRoute(path: string): RecordRoute | undefined {
  if (path === '/api/batch') return { pattern: path, methods: batches, params: {} };
  const [entity, id, action, grantee, ...rest] = path.slice('/api/records/'.length).split('/').map(decodeSegment);
  if (!entity || rest.length > 0) return undefined;
  if (id === undefined) return { pattern: '/api/records/:entity', methods: collection, params: { entity } };
  if (id === '') return undefined;
  if (action === undefined) {
    if (id === 'aggregate') return { pattern: '/api/records/:entity/aggregate', methods: groups, params: { entity } };
    return { pattern: '/api/records/:entity/:id', methods: record, params: { entity, id } };
  }
  if (grantee !== undefined) {
    const pattern = '/api/records/:entity/:id/shares/:grantee';
    return action === 'shares' ? { pattern, methods: sharing, params: { entity, id, grantee } } : undefined;
  }
  const methods = actions.get(action);
  return methods && { pattern: `/api/records/:entity/:id/${action}`, methods, params: { entity, id } };
}

/** What can be done with one record, by the last segment of the path. */
const actions: ReadonlyMap<string, Methods> = new Map([
  ['history', past],
  ['restore', restoring],
  ['reveal', revealing],
  ['rights', rights],
  ['shares', shares],
]);

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  const decoded = decode(segment.replaceAll('+', '%2B'));
  if (decoded !== undefined) return decoded;
  throw new KilnError('KILN_BAD_REQUEST', { detail: 'The path is not percent-encoded UTF-8.' });
}

/**
 * ETag of a record in default selection, read off its text: the system fields come last in it, and quotes inside values
 * are escaped, so the last `"version":` is the record's own key.
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
