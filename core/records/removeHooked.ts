import type { BeforeHook, Ctx } from '../context/types.ts';
import type { Entity } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { inHookedTx } from './inHookedTx.ts';
import { lockFamily, type Rows } from './lockFamily.ts';
import { lockRow } from './lockRow.ts';
import { references } from './references.ts';
import { staleError } from './staleError.ts';

export interface RemovalOptions {
  readonly ifMatch?: number;
  readonly purge?: boolean;
  /** Records about which hooks were asked already. */
  readonly hooked?: AskedRemoval | undefined;
}

/** Versions of the records about which hooks were asked, by entity and id. */
export type AskedRemoval = ReadonlyMap<string, string>;

/** More may go by now than hooks were asked about, or something else: so often they are asked again. */
const mostTries = 5;

/**
 * Runs a removal in a transaction, after hooks were asked about the record and all that goes with it. `isAsked`: to be
 * called once these are locked.
 */
export async function removeHooked(
  ctx: Ctx,
  entity: Entity,
  id: string,
  options: RemovalOptions,
  run: (tx: Ctx, isAsked: (family: readonly Rows[]) => Promise<void>) => Promise<void>,
): Promise<void> {
  const closure = closureOf(ctx, entity);
  const hooks = new Map(closure.flatMap((each) => hookOf(ctx, each)));
  const after = closure.map(({ name }) => ctx.hooks.after(name, 'deleted')).find(Boolean);
  let asked = options.hooked;
  for (let tries = 1; ; tries += 1) {
    if (hooks.size > 0) asked ??= await askDeleting(ctx, entity, id, options);
    const known = asked;
    try {
      return await inHookedTx(ctx, after, (tx) =>
        run(tx, async (family) => {
          for (const rows of family) {
            if (!known || !hooks.has(rows.entity.name)) continue;
            for (const [key, version] of await versionsOf(tx, rows))
              if (known.get(key) !== version) throw new NotAsked();
          }
        }),
      );
    } catch (error) {
      if (!(error instanceof NotAsked)) throw error;
      if (tries === mostTries) throw staleError(0);
      asked = undefined;
    }
  }
}

/** The transaction found what hooks have not seen. */
class NotAsked extends Error {}

/** Asks hooks about a record and what goes with it; undefined where nobody listens. */
export async function askDeleting(
  ctx: Ctx,
  entity: Entity,
  id: string,
  { ifMatch, purge }: RemovalOptions,
): Promise<AskedRemoval | undefined> {
  if (closureOf(ctx, entity).every((each) => !ctx.hooks.before(each.name, 'deleting'))) return undefined;
  const place = purge ? 'anywhere' : 'live';
  const { version } = await lockRow(ctx, entity, id, { right: 'delete', place, lock: false });
  if (ifMatch !== undefined && ifMatch !== version) throw staleError(version);
  const asked = new Map<string, string>();
  for (const rows of await lockFamily(ctx, entity, id, { deleted: purge === true, lock: false })) {
    const hook = ctx.hooks.before(rows.entity.name, 'deleting');
    if (!hook) continue;
    for (const [key, at] of await versionsOf(ctx, rows)) asked.set(key, at);
    await hook(
      ctx,
      rows.ids.map((each) => ({ id: each, values: {} })),
      () => '',
    );
  }
  return asked;
}

/** Keeps what hooks are to be told of these records; call it when they are gone. */
export async function keepRemoved(tx: Ctx, family: readonly Rows[]): Promise<() => Promise<void>> {
  const told: (() => Promise<void>)[] = [];
  for (const { entity, ids } of family) {
    const after = tx.hooks.after(entity.name, 'deleted');
    if (!after) continue;
    const live = await liveOf(tx, { entity, ids });
    if (live.length === 0) continue;
    const kept = await after.keep(tx, live);
    told.push(() => after.tell(tx, live, kept, () => ''));
  }
  return async () => {
    for (const tell of told) await tell();
  };
}

function hookOf(ctx: Ctx, { name }: Entity): [string, BeforeHook][] {
  const hook = ctx.hooks.before(name, 'deleting');
  return hook ? [[name, hook]] : [];
}

/** The entity and those whose records go with it. */
function closureOf(ctx: Ctx, entity: Entity): Entity[] {
  const closure = new Set([entity]);
  for (const each of closure) for (const { entity: from } of references(ctx, each, 'cascade')) closure.add(from);
  return [...closure];
}

/** Those that go now: what is in the recycle bin has gone before, and is only purged. */
async function liveOf(ctx: Ctx, { entity, ids }: Rows): Promise<string[]> {
  const text = `select id from ${tableOf(entity)} where id = any($1::uuid[]) and deleted_at is null order by id`;
  return (await ctx.run.query({ text, values: [ids] })).map(([id]) => id ?? '');
}

async function versionsOf(ctx: Ctx, { entity, ids }: Rows): Promise<[string, string][]> {
  const text = `select id, version from ${tableOf(entity)} where id = any($1::uuid[])`;
  const rows = await ctx.run.query({ text, values: [ids] });
  return rows.map(([id, version]) => [`${entity.name} ${id}`, version ?? '']);
}
