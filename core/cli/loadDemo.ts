import type { Ctx } from '../context/types.ts';
import { generateDemo } from '../demo/generateDemo.ts';
import { builtInAdmin } from '../http/builtInAdmin.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { create, createLimit } from '../records/create.ts';
import type { Workspace } from '../workspace/types.ts';

/** Any number: the demo data is the same each time, but for the day it is made. */
const seed = 7;

/**
 * Loads the demo data, all or nothing. Returns the number of records, or undefined when there are records already or the
 * definitions are not those of the base CRM.
 */
export async function loadDemo(workspace: Workspace): Promise<number | undefined> {
  const sets = generateDemo({ now: new Date(), seed, users: [builtInAdmin.id] });
  return workspace.ctx(builtInAdmin, 'demo').inTx(async (ctx) => {
    const parts = sets.map(({ entity, records }) => ({ entity: ctx.model.entities.get(entity), records }));
    for (const { entity } of parts) if (!entity || !(await isEmpty(ctx, entity))) return undefined;
    let loaded = 0;
    for (const { entity, records } of parts) {
      if (!entity) continue;
      for (const [year, ofYear] of Map.groupBy(records, ({ createdAt }) => String(createdAt).slice(0, 4))) {
        for (let at = 0; at < ofYear.length; at += createLimit)
          await load(ctx, entity, ofYear.slice(at, at + createLimit), new Date(year));
      }
      loaded += records.length;
    }
    return loaded;
  });
}

async function isEmpty(ctx: Ctx, entity: Entity): Promise<boolean> {
  const rows = await ctx.run.query({ text: `select from data.${quoteIdent(entity.table)} limit 1`, values: [] });
  return rows.length === 0;
}

/** Records are created as anybody would; only then does the past get its dates. */
async function load(ctx: Ctx, entity: Entity, records: readonly JsonObject[], numberedAt: Date): Promise<void> {
  await create(
    ctx,
    entity.name,
    records.map(({ createdAt: _createdAt, ...record }) => record),
    { numberedAt },
  );
  await ctx.run.query({
    text: `update data.${quoteIdent(entity.table)} as t
set created_at = r.created_at, updated_at = r.created_at
from json_to_recordset($1::json) as r(id uuid, created_at timestamp with time zone)
where t.id = r.id`,
    values: [JSON.stringify(records.map(({ id, createdAt }) => ({ id: id ?? null, created_at: createdAt ?? null })))],
  });
}
