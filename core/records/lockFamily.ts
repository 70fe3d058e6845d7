import type { Ctx } from '../context/types.ts';
import type { Entity } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { pointsAt, references } from './references.ts';

export interface Rows {
  readonly entity: Entity;
  readonly ids: readonly string[];
}

/**
 * The record, locked already, and what cascades from it, level by level: now locked, too. `deleted`: also what is in
 * the recycle bin. `lock: false`: only looks.
 */
export async function lockFamily(
  ctx: Ctx,
  entity: Entity,
  id: string,
  { deleted = false, lock = true }: { readonly deleted?: boolean; readonly lock?: boolean } = {},
): Promise<Rows[]> {
  const family: Rows[] = [{ entity, ids: [id] }];
  const seen = new Set([`${entity.name} ${id}`]);
  const live = deleted ? '' : ' and deleted_at is null';
  for (const { entity: each, ids } of family) {
    for (const reference of references(ctx, each, 'cascade')) {
      const rows = await ctx.run.query({
        text: `select id from ${tableOf(reference.entity)} where ${pointsAt(reference.field, each)}${live} order by id${lock ? ' for update' : ''}`,
        values: [ids],
      });
      const keys = rows.map(([found]) => ({ id: found ?? '', key: `${reference.entity.name} ${found}` }));
      const fresh = keys.filter(({ key }) => !seen.has(key));
      for (const { key } of fresh) seen.add(key);
      if (fresh.length > 0) family.push({ entity: reference.entity, ids: fresh.map((row) => row.id) });
    }
  }
  return family;
}
