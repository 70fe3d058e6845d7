import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf, visible } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import { run } from '../query/run.ts';
import { createWhole } from './createWhole.ts';
import { entityOf, isLinked } from './entityOf.ts';
import { insertRecords, type NewRecord } from './insertRecords.ts';
import { invalid } from './invalid.ts';
import { prepareHooked } from './prepareHooked.ts';
import { remove } from './remove.ts';
import { saveLinks } from './saveLinks.ts';
import { updateHooked } from './updateHooked.ts';
import { updateRecord } from './updateRecord.ts';
import { updateWhole } from './updateWhole.ts';

export interface LinkedOptions {
  /** The record is created in the same request: its line items come by the right to create it. */
  readonly isNew?: boolean;
}

/**
 * Saves what of a record's values lies outside its table, in its transaction. Many-to-many relations point at exactly
 * the given records then. Of line items, those with an id are changed, those without are created, and those that are
 * missing go into the recycle bin. An absent field is left alone.
 */
export async function saveLinked(
  ctx: Ctx,
  entity: Entity,
  id: string,
  values: JsonObject,
  pointer: string,
  options: LinkedOptions = {},
): Promise<void> {
  await saveLinks(ctx, entity, id, values, pointer);
  for (const field of entity.fields.values()) {
    const items = values[field.name];
    if (!field.children || items === undefined) continue;
    await saveItems(ctx, field, id, Array.isArray(items) ? items : [], `${pointer}/${field.name}`, options);
  }
}

async function saveItems(
  ctx: Ctx,
  field: Field,
  parentId: string,
  items: readonly Json[],
  pointer: string,
  { isNew = false }: LinkedOptions,
): Promise<void> {
  const child = entityOf(ctx, field.children?.entity ?? '');
  const back = child.fields.get(field.children?.field ?? '');
  if (!back) throw new Error(`${child.name} does not point back at its parent`);
  const present = await presentIds(ctx, child, back, parentId);
  const kept = items.map((item) => (isObject(item) && typeof item.id === 'string' ? item.id : undefined));
  refuseForeign(kept, present, pointer);
  for (const gone of present) if (!kept.includes(gone)) await remove(ctx, child.name, gone);
  const rows = items.map((item, index) => withPlace(child, back, item, parentId, index));
  const fresh = rows.map((row, index) => ({ row, index })).filter(({ index }) => kept[index] === undefined);
  const pointerOf = (n: number) => `${pointer}/${fresh[n]?.index}`;
  const bodies = fresh.map(({ row }) => row);
  const records = bodies.length > 0 ? await prepareHooked(ctx, child, bodies, pointerOf) : [];
  const created = records.length > 0 ? await createItems(ctx, child, records, pointerOf, isNew) : [];
  const told = created.length > 0 ? ctx.hooks.after(child.name, 'created') : undefined;
  const newIds = created.map(({ id }) => id);
  await told?.tell(ctx, newIds, new Map(), pointerOf);
  for (const [index, itemId] of kept.entries()) {
    const row = rows[index];
    if (itemId !== undefined && isObject(row)) await changeItem(ctx, child, itemId, row, `${pointer}/${index}`);
  }
}

async function createItems(
  ctx: Ctx,
  child: Entity,
  records: readonly NewRecord[],
  pointerOf: (n: number) => string,
  isNew: boolean,
): Promise<{ id: string }[]> {
  const write = async (quiet: boolean) => {
    const created = await insertRecords(ctx, child, records, pointerOf, { ofParent: isNew, quiet });
    for (const [n, { id }] of created.entries())
      await saveLinked(ctx, child, id, records[n]?.values ?? {}, pointerOf(n), { isNew });
    return created;
  };
  return records.some(({ values }) => isLinked(child, values)) ? createWhole(ctx, child, write) : write(false);
}

async function presentIds(ctx: Ctx, child: Entity, back: Field, parentId: string): Promise<string[]> {
  const builder = createSqlBuilder(ctx);
  const parent = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
  const where = `t.${quoteIdent(back.column)} = ${parent} and ${visible('t')}${andReadable(builder, child, 't')}`;
  const text = `select t.id from ${tableOf(child)} as t where ${where}`;
  const rows = await run(ctx, { text, sources: builder.params.sources }, { arguments: [parentId] });
  return rows.map(([id]) => id ?? '');
}

function refuseForeign(kept: readonly (string | undefined)[], present: readonly string[], pointer: string): void {
  const faults: Fault[] = [];
  for (const [index, id] of kept.entries()) {
    if (id === undefined) continue;
    if (!present.includes(id)) faults.push(fault(`${pointer}/${index}/id`, 'foreignLine', {}));
    else if (kept.indexOf(id) < index) faults.push(fault(`${pointer}/${index}/id`, 'lineTwice', {}));
  }
  if (faults.length > 0) throw invalid(faults);
}

/** Items know their parent and, where the entity has a `position`, their place in the list. */
function withPlace(child: Entity, back: Field, item: Json, parentId: string, index: number): Json {
  if (!isObject(item)) return item;
  return { ...item, [back.name]: parentId, ...(child.fields.has('position') ? { position: index + 1 } : {}) };
}

async function changeItem(ctx: Ctx, child: Entity, id: string, row: JsonObject, pointer: string): Promise<void> {
  const { id: _id, ...values } = row;
  await updateHooked(ctx, child, id, values, { partial: true }, async (tx, changed, options) => {
    const save = async (quiet: boolean) => {
      const text = await updateRecord(tx, child, id, changed, { ...options, quiet }).catch((error: unknown) => {
        if (!(error instanceof KilnError) || error.errors.length === 0) throw error;
        const errors = error.errors.map((each) => ({ ...each, pointer: `${pointer}${each.pointer}` }));
        throw new KilnError(error.code, { detail: error.message, errors, cause: error });
      });
      await saveLinked(tx, child, id, changed, pointer);
      return text;
    };
    return isLinked(child, changed) ? updateWhole(tx, child, id, save) : save(false);
  });
}
