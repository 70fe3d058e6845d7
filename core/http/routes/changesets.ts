import type { Ctx } from '../../context/types.ts';
import { fault, wordedFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { applyChangeSet } from '../../workspace/applyChangeSet.ts';
import { parseChangeSet, parseRevert } from '../../workspace/changeSetInput.ts';
import { revertChangeSet } from '../../workspace/revertChangeSet.ts';
import { type ApiRequest, ok, onlyParameters, param, type Routes } from '../answer.ts';
import type { Query } from '../parseQuery.ts';

const NONE = new Set<string>();
const LIST = new Set(['limit', 'after']);
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1000;

export const changesets: Routes = {
  '/api/changesets': {
    async GET(request) {
      requireRight(request.ctx, 'studio');
      onlyParameters(request.query, LIST);
      return ok(await listChangeSets(request));
    },
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { ctx, workspace, req } = request;
      // Before the body is looked at: whoever changes nothing here is not told what would be wrong with it.
      if (!ctx.access.mayUse('roles')) requireRight(ctx, 'studio');
      const base = modelVersion(req.headers['if-match']);
      const input = { ...parseChangeSet((await request.json()).value), ...(base === undefined ? {} : { base }) };
      requireKinds(ctx, new Set(input.changes.map(({ kind }) => kind)));
      const result = await applyChangeSet(workspace, input, ctx.actor);
      return { status: input.dryRun ? 200 : 201, body: JSON.stringify(result) };
    },
  },
  '/api/changesets/:id/revert': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { ctx, workspace } = request;
      requireKinds(ctx, await changedKinds(ctx, param(request, 'id')));
      const options = parseRevert(hasBody(request) ? (await request.json()).value : {});
      const result = await revertChangeSet(workspace, param(request, 'id'), options, ctx.actor);
      return { status: options.dryRun ? 200 : 201, body: JSON.stringify(result) };
    },
  },
};

/** Roles are changed by those who administer them, everything else by those who shape the model. */
function requireKinds(ctx: Ctx, kinds: ReadonlySet<string>): void {
  if (kinds.has('role')) requireRight(ctx, 'roles');
  if (kinds.size === 0 || [...kinds].some((kind) => kind !== 'role')) requireRight(ctx, 'studio');
}

async function changedKinds({ run }: Ctx, id: string): Promise<ReadonlySet<string>> {
  const rows = await run.query({
    text: `select distinct change ->> 'kind' from kiln.changeset, json_array_elements(changes) change where id::text = $1`,
    values: [id],
    readOnly: true,
  });
  return new Set(rows.map(([kind]) => kind ?? ''));
}

/** `If-Match: "<version of the model>"`; undefined without it and for `*`. */
function modelVersion(header: string | undefined): string | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^"([^"]{1,200})"$/.exec(header.trim())?.[1];
  if (version !== undefined) return version;
  const message = 'If-Match must be the version of the model in quotes, or *.';
  throw new KilnError('KILN_BAD_REQUEST', { errors: [wordedFault('If-Match', 'other', message)] });
}

function hasBody({ req }: ApiRequest): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

/** Newest first. `after` is the id of the last one of the page before: a uuid v7, so ids are in order of time. */
async function listChangeSets({ ctx, query }: ApiRequest): Promise<string> {
  const limit = limitOf(query);
  const { after } = query;
  if (after !== undefined && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after)) {
    throw new KilnError('KILN_BAD_CURSOR', {
      errors: [wordedFault('after', 'other', 'Must be a cursor from `next`.')],
    });
  }
  const [row] = await ctx.run.query({
    text: `
      with page as (
        select id, version, message, actor, created_at, changes, plan
        from kiln.changeset
        where $2::uuid is null or id < $2::uuid
        order by id desc
        limit $1::integer + 1
      ), shown as (select * from page order by id desc limit $1::integer)
      select json_build_object(
        'data', coalesce((select json_agg(json_build_object(
          'id', id, 'version', version, 'message', message, 'actor', actor,
          'createdAt', to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'changes', changes, 'plan', plan) order by id desc) from shown), '[]'),
        'next', case when (select count(*) from page) > $1::integer then (select id from shown order by id limit 1) end)::text`,
    values: [limit, after ?? null],
    readOnly: true,
  });
  return row?.[0] ?? '';
}

function limitOf(query: Query): number {
  if (query.limit === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,4}$/.test(query.limit) ? Number(query.limit) : 0;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new KilnError('KILN_BAD_QUERY', { errors: [fault('limit', 'range', { minimum: 1, maximum: MAX_LIMIT })] });
}
