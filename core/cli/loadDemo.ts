import { systemActor } from '../context/systemActor.ts';
import type { Ctx } from '../context/types.ts';
import { generateDemo } from '../demo/generateDemo.ts';
import { randomSecret } from '../identity/randomSecret.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { create, createLimit } from '../records/create.ts';
import type { Workspace } from '../workspace/types.ts';
import { type DemoPeople, makeDemoPeople } from './demoPeople.ts';

/** Any number: the demo data is the same each time, but for the day it is made. */
const seed = 7;

export interface LoadedDemo {
  readonly records: number;
  /** What the people of the demo sign in with; nobody else knows it, and it is told this once. */
  readonly password: string;
  readonly accounts: DemoPeople['accounts'];
}

/**
 * Loads the demo data, people and teams with it, all or nothing. Returns undefined when there are records already or
 * the definitions are not those of the base CRM.
 */
export async function loadDemo(workspace: Workspace): Promise<LoadedDemo | undefined> {
  const password = randomSecret().slice(0, 12);
  return workspace.ctx(systemActor, 'demo').inTx(async (ctx) => {
    const names = generateDemo({ now: new Date(), seed }).map(({ entity }) => ctx.model.entities.get(entity));
    for (const entity of names) if (!entity || !(await isEmpty(ctx, entity))) return undefined;
    const people = await makeDemoPeople(ctx, password);
    let loaded = 0;
    for (const { entity: name, records } of generateDemo({ now: new Date(), seed, users: people.ids })) {
      const entity = ctx.model.entities.get(name);
      if (!entity) continue;
      const owned = entity.owned
        ? records.map((record) => ({ ...record, ownerId: people.ownerOf(name, record) }))
        : records;
      for (const [year, ofYear] of Map.groupBy(owned, ({ createdAt }) => String(createdAt).slice(0, 4))) {
        for (let at = 0; at < ofYear.length; at += createLimit)
          await load(ctx, entity, ofYear.slice(at, at + createLimit), new Date(year));
      }
      loaded += records.length;
    }
    return { records: loaded, password, accounts: people.accounts };
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
