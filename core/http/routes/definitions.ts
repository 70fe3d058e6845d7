import type { Definition } from '../../definitions/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import type { Model } from '../../model/types.ts';
import { layersAt } from '../../workspace/layersAt.ts';
import { parseTry } from '../../workspace/tryExpression/parseTry.ts';
import { tryExpression } from '../../workspace/tryExpression/tryExpression.ts';
import { type ApiRequest, flag, ok, onlyParameters, param, type Routes } from '../answer.ts';

const NONE = new Set<string>();
const LIST = new Set(['documents']);
const ALL = new Set(['documents', 'layers', 'version']);

/**
 * The definitions of the current model, all packages merged; `package` is the one that owns the definition, `version`
 * that of the model, for `base` of a change-set. `documents=true` lists them with their documents, `layers=true` every
 * package's own documents instead, patches as they are, now or at a `version` of the model.
 */
export const definitions: Routes = {
  '/api/definitions': {
    async GET(request) {
      const { ctx, query } = request;
      requireRight(ctx, 'studio');
      onlyParameters(query, ALL);
      if (flag(query, 'layers')) return ok(await listLayers(request));
      return ok(listOf(ctx.model, ctx.model.definitions, flag(query, 'documents')));
    },
  },
  '/api/definitions/try': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { ctx, workspace } = request;
      if (!ctx.access.mayUse('roles')) requireRight(ctx, 'studio');
      const trial = parseTry((await request.json()).value);
      return ok(JSON.stringify(await tryExpression(workspace, ctx, trial)));
    },
  },
  '/api/definitions/:kind': {
    async GET(request) {
      requireKind(request);
      const { ctx, query } = request;
      onlyParameters(query, LIST);
      const kind = param(request, 'kind');
      const found = ctx.model.definitions.filter((definition) => definition.kind === kind);
      if (found.length === 0)
        throw new KilnError('KILN_NOT_FOUND', { detail: 'There are no definitions of this kind.' });
      return ok(listOf(ctx.model, found, flag(query, 'documents')));
    },
  },
  '/api/definitions/:kind/:name': {
    async GET(request) {
      requireKind(request);
      onlyParameters(request.query, NONE);
      const found = find(request.ctx.model, param(request, 'kind'), param(request, 'name'));
      const { version } = request.ctx.model;
      return ok(JSON.stringify({ ...summary(found), version, document: found.document }));
    },
  },
};

async function listLayers({ workspace, query }: ApiRequest): Promise<string> {
  const { layers, seq, model } = workspace.models.current();
  const { version = model.version } = query;
  const found = await layersAt(workspace.db, { layers, seq, version: model.version }, version);
  if (!found) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such version of the model.' });
  return JSON.stringify({ version, data: found.map((each) => ({ ...summary(each), document: each.document })) });
}

/** Who administers roles need not be one who shapes the model. */
function requireKind(request: ApiRequest): void {
  const { ctx } = request;
  if (param(request, 'kind') === 'role' && ctx.access.mayUse('roles')) return;
  requireRight(ctx, 'studio');
}

function find(model: Model, kind: string, name: string): Definition {
  const found = model.definitions.find((definition) => definition.kind === kind && definition.name === name);
  if (!found) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such definition.' });
  return found;
}

/** `isWhole`: with the documents, and the version that they belong to. */
function listOf({ version }: Model, list: readonly Definition[], isWhole: boolean): string {
  if (!isWhole) return JSON.stringify({ data: list.map(summary) });
  return JSON.stringify({ version, data: list.map((each) => ({ ...summary(each), document: each.document })) });
}

function summary({ kind, name, package: owner }: Definition) {
  return { kind, name, package: owner };
}
