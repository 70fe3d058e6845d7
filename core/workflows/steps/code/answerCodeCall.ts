import type { Ctx } from '../../../context/types.ts';
import { KilnError } from '../../../errors/KilnError.ts';
import { isObject, type Json } from '../../../lib/json.ts';
import { aggregate } from '../../../records/aggregate.ts';
import { create } from '../../../records/create.ts';
import { get } from '../../../records/get.ts';
import { list } from '../../../records/list.ts';
import { remove } from '../../../records/remove.ts';
import { update } from '../../../records/update.ts';
import type { HostCall } from '../../../sandbox/protocol.ts';

/**
 * What the code of a step may ask for: records, with the rights that the run has, in its transaction. Throws
 * KILN_FORBIDDEN for everything else.
 */
export async function answerCodeCall(ctx: Ctx, call: HostCall): Promise<Json> {
  if ('as' in call && call.as === 'plugin') throw notThere('ctx.own');
  switch (call.do) {
    case 'records.get': {
      const { entity, id, select, lock = false } = call;
      const text = await get(ctx, entity, id, { ...(select === undefined ? {} : { select }), lock }).catch(
        orNull(ctx, entity),
      );
      return JSON.parse(text);
    }
    case 'records.find': {
      const { as: _as, do: _do, entity, limit, count, deleted, ...texts } = call;
      const text = await list(ctx, entity, {
        ...texts,
        ...(limit === undefined ? {} : { limit: String(limit) }),
        ...(count ? { count: 'true' } : {}),
        ...(deleted ? { deleted: 'true' } : {}),
      });
      return JSON.parse(text);
    }
    case 'records.create':
      return JSON.parse(await create(ctx, call.entity, isObject(call.values) ? call.values : [...call.values]));
    case 'records.update': {
      const options = call.version === undefined ? {} : { ifMatch: call.version };
      return JSON.parse(await update(ctx, call.entity, call.id, call.values, options));
    }
    case 'records.delete':
      await remove(ctx, call.entity, call.id, call.version === undefined ? {} : { ifMatch: call.version });
      return null;
    case 'records.aggregate': {
      const { as: _as, do: _do, entity, limit, ...asked } = call;
      const options = limit === undefined ? {} : { limit: String(limit) };
      return JSON.parse(await aggregate(ctx, entity, { ...asked, ...options }));
    }
    case 'log':
      ctx.log.debug({ level: call.level, data: call.data }, call.message);
      return null;
    default:
      throw notThere(call.do);
  }
}

function notThere(what: string): KilnError {
  return new KilnError('KILN_FORBIDDEN', { detail: `The code of a step has records alone, not ${what}.` });
}

/** No record is null, no entity an error. */
function orNull({ model }: Ctx, entity: string) {
  return (error: unknown): string => {
    if (error instanceof KilnError && error.code === 'KILN_NOT_FOUND' && model.entities.has(entity)) return 'null';
    throw error;
  };
}
