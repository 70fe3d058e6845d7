import { requireRight } from '../../identity/requireRight.ts';
import { parseRestore } from '../../workspace/changeSetInput.ts';
import { readDefinitions } from '../../workspace/definitionStore.ts';
import { listParking } from '../../workspace/listParking.ts';
import { purgeParked } from '../../workspace/purgeParked.ts';
import { restoreParked } from '../../workspace/restoreParked.ts';
import { hasBody, ok, onlyParameters, param, type Routes } from '../answer.ts';
import { preferredWait } from '../preferredWait.ts';
import { statusOfChange } from '../statusOfChange.ts';

const NONE = new Set<string>();

/** What was removed or replaced and waits out of sight. */
export const parking: Routes = {
  '/api/parking': {
    async GET({ ctx, query }) {
      requireRight(ctx, 'studio');
      onlyParameters(query, NONE);
      return ok(JSON.stringify({ data: await listParking(ctx.run, await readDefinitions(ctx.run), ctx.model) }));
    },
  },
  '/api/parking/:id/restore': {
    async POST(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'studio');
      onlyParameters(query, NONE);
      const asked = parseRestore(hasBody(request) ? (await request.json()).value : {});
      const options = { ...asked, ...preferredWait(request.req) };
      const result = await restoreParked(workspace, param(request, 'id'), options, ctx.actor);
      return { status: statusOfChange(result, options), body: JSON.stringify(result) };
    },
  },
  '/api/parking/:id': {
    async DELETE(request) {
      const { ctx, workspace, query } = request;
      requireRight(ctx, 'studio');
      onlyParameters(query, NONE);
      await purgeParked(workspace.db, param(request, 'id'), ctx);
      return { status: 204 };
    },
  },
};
