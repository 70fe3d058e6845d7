import type { Actor } from '../../context/types.ts';
import { fault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { readActor } from '../../identity/readActor.ts';
import { isUuid } from '../../query/bind.ts';
import { explainAccess } from '../../records/explainAccess.ts';
import { type ApiRequest, ok, onlyParameters, type Routes } from '../answer.ts';

const EXPLAIN = new Set(['entity', 'id', 'actor']);

export const access: Routes = {
  '/api/access/explain': {
    /** `actor`: id of a user; absent: who asks. About others only whoever administers roles or users may ask. */
    async GET(request) {
      const { ctx, query } = request;
      onlyParameters(query, EXPLAIN);
      const { entity = '', id = '' } = query;
      return ok(JSON.stringify(await explainAccess(ctx, entity, id, await actorOf(request))));
    },
  },
};

async function actorOf({ ctx, query }: ApiRequest): Promise<Actor> {
  const { actor: id = ctx.actor.id } = query;
  if (id === ctx.actor.id) return ctx.actor;
  if (!ctx.access.mayUse('roles') && !ctx.access.mayUse('users')) {
    throw new KilnError('KILN_FORBIDDEN', { detail: 'You may only ask about yourself.' });
  }
  const found = isUuid(id) ? await readActor(ctx.run, ctx.model, 'user', id) : undefined;
  if (found) return found.actor;
  throw new KilnError('KILN_BAD_QUERY', { errors: [fault('actor', 'gone', {})] });
}
