import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { createWhole } from './createWhole.ts';
import { entityOf, isLinked, needsTransaction } from './entityOf.ts';
import { getWritten } from './getWritten.ts';
import { inHookedTx } from './inHookedTx.ts';
import { insertRecords } from './insertRecords.ts';
import { type HookedNew, prepareHooked } from './prepareHooked.ts';
import { refuseManaged } from './refuseManaged.ts';
import { requireGrant } from './requireGrant.ts';
import { saveLinked } from './saveLinked.ts';

/** Most records that one request may create. */
export const createLimit = 1_000;

export interface CreateOptions {
  /** Time whose period (year, month, day) autoNumbers count in, for records of the past. Default: now. */
  readonly numberedAt?: Date;
  /** What hooks made of it, where they were asked already. */
  readonly hooked?: HookedNew | undefined;
}

/**
 * Creates a record, or all records of an array in one transaction.
 * Returns JSON text: the record, or `{"data":[…]}` in the order of the array.
 * Throws KILN_INVALID with every fault of every record.
 */
export async function create(ctx: Ctx, entityName: string, body: Json, options: CreateOptions = {}): Promise<string> {
  const entity = entityOf(ctx, entityName);
  refuseManaged(ctx, entity);
  requireGrant(ctx, entity, 'create');
  if (!Array.isArray(body)) {
    const [created] = await createAll(ctx, entity, [body], () => '', options);
    return created ?? 'null';
  }
  if (body.length > createLimit) {
    throw new KilnError('KILN_TOO_LARGE', { detail: `One request creates at most ${createLimit} records.` });
  }
  if (body.length === 0) return '{"data":[]}';
  const created = await createAll(ctx, entity, body, (index) => `/${index}`, options);
  return `{"data":[${created.join(',')}]}`;
}

async function createAll(
  ctx: Ctx,
  entity: Entity,
  bodies: readonly Json[],
  pointerOf: (index: number) => string,
  { numberedAt, hooked }: CreateOptions,
): Promise<string[]> {
  const records = await prepareHooked(ctx, entity, bodies, pointerOf, hooked);
  const after = ctx.hooks.after(entity.name, 'created');
  const given = records.map(({ values }) => values);
  if (!after && !needsTransaction(entity, given)) {
    return (await insertRecords(ctx, entity, records, pointerOf, { numberedAt })).map(({ json }) => json);
  }
  return inHookedTx(ctx, after, async (tx) => {
    const linked = given.map((values) => isLinked(entity, values));
    const write = async (quiet: boolean) => {
      const inserted = await insertRecords(tx, entity, records, pointerOf, { numberedAt, quiet });
      for (const [index, { id }] of inserted.entries())
        if (linked[index]) await saveLinked(tx, entity, id, given[index] ?? {}, pointerOf(index), { isNew: true });
      return inserted;
    };
    const created = await (linked.includes(true) ? createWhole(tx, entity, write) : write(false));
    const ids = created.map(({ id }) => id);
    if (!after) {
      const texts: string[] = [];
      for (const [index, { id, json }] of created.entries())
        texts.push(linked[index] ? await getWritten(tx, entity.name, id) : json);
      return texts;
    }
    await after.tell(tx, ids, new Map(), pointerOf);
    // Hooks may have changed them.
    return Promise.all(ids.map((id) => getWritten(tx, entity.name, id)));
  });
}
