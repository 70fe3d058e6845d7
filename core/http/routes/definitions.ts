import type { Definition } from '../../definitions/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import type { Model } from '../../model/types.ts';
import { type ApiRequest, ok, onlyParameters, param, type Routes } from '../answer.ts';

const NONE = new Set<string>();

/**
 * The definitions of the current model, all packages merged; `package` is the one that owns the definition, `version` that
 * of the model, for `If-Match` of a change-set.
 */
export const definitions: Routes = {
  '/api/definitions': {
    async GET({ ctx, query }) {
      requireRight(ctx, 'studio');
      onlyParameters(query, NONE);
      return ok(listOf(ctx.model.definitions));
    },
  },
  '/api/definitions/:kind': {
    async GET(request) {
      requireKind(request);
      onlyParameters(request.query, NONE);
      const kind = param(request, 'kind');
      const found = request.ctx.model.definitions.filter((definition) => definition.kind === kind);
      if (found.length === 0)
        throw new KilnError('KILN_NOT_FOUND', { detail: 'There are no definitions of this kind.' });
      return ok(listOf(found));
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

function listOf(list: readonly Definition[]): string {
  return JSON.stringify({ data: list.map(summary) });
}

function summary({ kind, name, package: owner }: Definition) {
  return { kind, name, package: owner };
}
