import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import type { Entity, Right } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import { rowAllowed } from '../query/rowAllowed.ts';
import { run } from '../query/run.ts';
import { notFound } from './notFound.ts';
import { requireSql } from './requireSql.ts';

export interface LockOptions {
  readonly right: Right;
  /** Names of the fields that are to be changed. */
  readonly fields?: readonly string[];
  /** Where the record has to be. */
  readonly place: 'live' | 'bin' | 'anywhere';
  /** False: only looks. */
  readonly lock?: boolean;
}

export interface Locked {
  readonly version: number;
  /** As Postgres writes it; empty when it is not in the recycle bin. */
  readonly deletedAt: string;
}

const places = { live: ' and t.deleted_at is null', bin: ' and t.deleted_at is not null', anywhere: '' };

/**
 * Locks a record until the transaction ends. Throws KILN_NOT_FOUND, also for a record that the actor may not read, and
 * KILN_FORBIDDEN for one with which they may not do this.
 */
export async function lockRow(
  ctx: Ctx,
  entity: Entity,
  id: string,
  { right, place, fields = [], lock = true }: LockOptions,
): Promise<Locked> {
  if (!isUuid(id)) throw notFound(entity, id);
  const given = ctx.access.unlimited ? [] : fields;
  const plan = ctx.plans.get(`lock ${entity.name} ${right} ${place} ${lock ? 1 : 0} ${given.join(',')}`, (): Plan => {
    const builder = createSqlBuilder(ctx);
    const key = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
    const allowed = requireSql(rowAllowed(builder, entity, right, 't', { fields: given })) ?? 'true';
    const where = `t.id = ${key}${places[place]}${andReadable(builder, entity, 't')}`;
    // As the update itself would: records that point at it, and transactions that made some, wait for a delete only.
    const locked = lock ? ` for ${right === 'delete' ? '' : 'no key '}update of t` : '';
    const text = `select t.version, t.deleted_at, ${allowed} from ${tableOf(entity)} as t where ${where}${locked}`;
    return { text, sources: builder.params.sources };
  });
  const rows = await run(ctx, plan, { arguments: [id] });
  const [version, deletedAt] = rows[0] ?? [];
  if (!version) throw notFound(entity, id);
  return { version: Number(version), deletedAt: deletedAt ?? '' };
}
