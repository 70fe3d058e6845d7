import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf, visible } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import { rowAllowed } from '../query/rowAllowed.ts';
import { run } from '../query/run.ts';
import { seenEntityOf } from './entityOf.ts';
import { notFound } from './notFound.ts';
import { forbidden, requireGrant } from './requireGrant.ts';

/** A record that the actor may share, locked until the transaction ends. */
export interface Shareable {
  readonly entity: Entity;
  readonly version: number;
  /** Whether the actor may change it: nobody gives what they have not. */
  readonly writable: boolean;
}

/**
 * Throws KILN_NOT_FOUND for a record that the actor does not see, KILN_FORBIDDEN for one that the actor may not share.
 */
export async function shareable(ctx: Ctx, entityName: string, id: string): Promise<Shareable> {
  const entity = seenEntityOf(ctx, entityName);
  if (!isUuid(id)) throw notFound(entity, id);
  requireGrant(ctx, entity, 'share');
  if (entity.parent) {
    const detail = `A ${entity.name} is shared with the record that it belongs to.`;
    throw new KilnError('KILN_BAD_REQUEST', { detail });
  }
  const plan = ctx.plans.get(`shareable ${entity.name}`, () => {
    const builder = createSqlBuilder(ctx);
    const key = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
    const may = (['share', 'update'] as const).map((right) => rowAllowed(builder, entity, right, 't') ?? 'true');
    const where = `t.id = ${key} and ${visible('t')}${andReadable(builder, entity, 't')}`;
    const text = `select t.version, ${may.join(', ')} from ${tableOf(entity)} t where ${where} for share of t`;
    return { text, sources: builder.params.sources };
  });
  const [row] = await run(ctx, plan, { arguments: [id] });
  if (!row) throw notFound(entity, id);
  const [version, share, update] = row;
  if (share !== 't') throw forbidden(entity, 'share');
  return { entity, version: Number(version), writable: update === 't' };
}
