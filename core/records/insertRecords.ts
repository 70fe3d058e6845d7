import type { Ctx } from '../context/types.ts';
import type { TextRow } from '../db/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { run } from '../query/run.ts';
import { autoNumberFields, numberFrames } from './autoNumbers.ts';
import { columnArray, columnParam } from './columnParam.ts';
import { columnValues } from './columnValues.ts';
import { columnTypes, type InsertHow, insertOnePlan } from './insertOnePlan.ts';
import { insertPlan } from './insertPlan.ts';
import { newIds } from './newIds.ts';
import { resolveValues } from './resolveValues.ts';
import { writingError } from './writingError.ts';

/** A record on its way into the database: checked values, and the id that a client gave it. */
export interface NewRecord {
  readonly id?: string;
  readonly values: JsonObject;
  /** Names of the fields that the client gave, where rights limit it. */
  readonly given?: readonly string[];
}

export interface InsertOptions {
  /** Time in whose period autoNumbers count. Default: now. */
  readonly numberedAt?: Date | undefined;
  /** Part of a record that is created in the same request, by the right to create that. */
  readonly ofParent?: boolean;
  /** Starts no workflow: see createWhole. */
  readonly quiet?: boolean;
}

/**
 * Inserts records in one statement and returns their ids and JSON texts, in order. Where their values need look-ups
 * (needsTransaction) those come first, in the transaction that is open then.
 */
export async function insertRecords(
  ctx: Ctx,
  entity: Entity,
  records: readonly NewRecord[],
  pointerOf: (index: number) => string,
  { numberedAt = new Date(), ofParent = false, quiet = false }: InsertOptions = {},
): Promise<{ id: string; json: string }[]> {
  const given = records.map(({ values }) => values);
  const resolved = await resolveValues(ctx, entity, given, pointerOf);
  const fresh = newIds(records.length);
  const ids = records.map(({ id }, index) => id ?? fresh[index] ?? '');
  const rows = ids.map((id, index) => Object.assign(columnValues(ctx, entity, resolved[index] ?? {}), { id }));
  const right = ctx.access.unlimited || ofParent ? undefined : { fields: givenFields(records) };
  const written = await insertRows(ctx, entity, rows, { numberedAt, right, quiet }).catch((error: unknown) => {
    const withIds = ids.map((id, index) => ({ ...given[index], id }));
    throw writingError(ctx, entity, error, { records: withIds, pointerOf });
  });
  return ids.map((id, index) => {
    ctx.changed({ entity: entity.name, id, version: 1, action: 'created' });
    return { id, json: written[index]?.[0] ?? 'null' };
  });
}

/** The rows' values by column, in order. */
function byColumn(rows: readonly JsonObject[]): Map<string, (Json | undefined)[]> {
  const columns = new Map<string, (Json | undefined)[]>();
  for (const [index, row] of rows.entries()) {
    for (const name in row) {
      const values = columns.get(name) ?? new Array<Json | undefined>(rows.length).fill(undefined);
      values[index] = row[name];
      columns.set(name, values);
    }
  }
  return columns;
}

function givenFields(records: readonly NewRecord[]): string[] {
  return [...new Set(records.flatMap(({ given = [] }) => given))].sort();
}

function insertRows(
  ctx: Ctx,
  entity: Entity,
  rows: readonly JsonObject[],
  { numberedAt, ...how }: InsertHow & { readonly numberedAt: Date },
): Promise<TextRow[]> {
  const [only] = rows;
  const numbered = autoNumberFields(entity).length > 0;
  const types = columnTypes(entity);
  const typeOf = (name: string) => types.get(name) ?? 'text';
  const lists = byColumn(rows);
  const columns = [...lists.keys()].sort();
  if (only && rows.length === 1 && !numbered) {
    const values = columns.map((name) => columnParam(only[name], typeOf(name)));
    return run(ctx, insertOnePlan(ctx, entity, columns, how), { arguments: values });
  }
  const values = columns.map((name) => columnArray(lists.get(name) ?? [], typeOf(name)));
  if (numbered) values.push(JSON.stringify(numberFrames(entity, numberedAt)));
  return run(ctx, insertPlan(ctx, entity, columns, how), { arguments: values });
}
