import type { Ctx } from '../../context/types.ts';
import { wordedFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { parseLimit } from '../../query/parseList.ts';
import { requestLimits } from '../../query/requestLimits.ts';
import { applyChangeSet } from '../../workspace/applyChangeSet.ts';
import { type ChangeSetInput, parseChangeSet, parseRevert } from '../../workspace/changeSetInput.ts';
import { type ChangeSetPage, listChangeSets } from '../../workspace/listChangeSets.ts';
import { readChangeSet } from '../../workspace/readChangeSet.ts';
import { revertChangeSet } from '../../workspace/revertChangeSet.ts';
import { hasBody, ok, onlyParameters, param, type Routes } from '../answer.ts';
import type { Query } from '../parseQuery.ts';
import { preferredWait } from '../preferredWait.ts';
import { statusOfChange } from '../statusOfChange.ts';

const NONE = new Set<string>();
const LIST = new Set(['limit', 'after', 'kind', 'name']);

export const changesets: Routes = {
  '/api/changesets': {
    async GET(request) {
      requireRight(request.ctx, 'studio');
      onlyParameters(request.query, LIST);
      return ok(await listChangeSets(request.ctx.run, pageOf(request.query)));
    },
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { ctx, workspace, req } = request;
      // Before the body is looked at: whoever changes nothing here is not told what would be wrong with it.
      if (!ctx.access.mayUse('roles')) requireRight(ctx, 'studio');
      const input = withBase(parseChangeSet((await request.json()).value), modelVersion(req.headers['if-match']));
      requireKinds(ctx, new Set(input.changes.map(({ kind }) => kind)));
      if (input.changes.some(actsForOthers)) requireRight(ctx, 'roles');
      const result = await applyChangeSet(workspace, { ...input, ...preferredWait(req) }, ctx.actor);
      return { status: statusOfChange(result, input), body: JSON.stringify(result) };
    },
  },
  '/api/changesets/:id': {
    async GET(request) {
      requireRight(request.ctx, 'studio');
      onlyParameters(request.query, NONE);
      return ok(await readChangeSet(request.ctx.run, param(request, 'id')));
    },
  },
  '/api/changesets/:id/revert': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { ctx, workspace } = request;
      requireKinds(ctx, await changedKinds(ctx, param(request, 'id')));
      const asked = parseRevert(hasBody(request) ? (await request.json()).value : {});
      const options = { ...asked, ...preferredWait(request.req) };
      const result = await revertChangeSet(workspace, param(request, 'id'), options, ctx.actor);
      return { status: statusOfChange(result, options), body: JSON.stringify(result) };
    },
  },
};

/** Roles are changed by those who administer them, everything else by those who shape the model. */
function requireKinds(ctx: Ctx, kinds: ReadonlySet<string>): void {
  if (kinds.has('role')) requireRight(ctx, 'roles');
  if (kinds.has('plugin')) requireRight(ctx, 'plugins');
  if (kinds.has('workflow')) requireRight(ctx, 'workflows');
  if (kinds.size === 0 || [...kinds].some((kind) => kind !== 'role')) requireRight(ctx, 'studio');
}

/** A workflow that runs with the rights of somebody else than its publisher: a way to give them away. */
function actsForOthers({ kind, document }: ChangeSetInput['changes'][number]): boolean {
  const runAs = kind === 'workflow' ? document?.runAs : undefined;
  return runAs !== undefined && runAs !== 'publisher';
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

/** Both say the same thing; two different answers are a mistake. */
function withBase(input: ChangeSetInput, base: string | undefined): ChangeSetInput {
  if (base === undefined || input.base === base) return input;
  if (input.base === undefined) return { ...input, base };
  const message = 'If-Match and "base" name different versions.';
  throw new KilnError('KILN_BAD_REQUEST', { errors: [wordedFault('If-Match', 'other', message)] });
}

/** `after` is the id of the last one of the page before. */
function pageOf(query: Query): ChangeSetPage {
  const limit = parseLimit(query.limit, requestLimits.page, requestLimits.defaultPage);
  const { after, kind, name } = query;
  if ((kind === undefined) !== (name === undefined)) {
    const at = kind === undefined ? 'kind' : 'name';
    throw new KilnError('KILN_BAD_REQUEST', { errors: [wordedFault(at, 'other', '`kind` and `name` go together.')] });
  }
  const page = { limit, ...(kind === undefined || name === undefined ? {} : { of: { kind, name } }) };
  if (after === undefined) return page;
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after)) return { ...page, after };
  throw new KilnError('KILN_BAD_CURSOR', { errors: [wordedFault('after', 'other', 'Must be a cursor from `next`.')] });
}
