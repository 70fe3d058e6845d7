import { v7 as uuidv7 } from 'uuid';
import type { Ctx } from '../context/types.ts';
import type { TextRow } from '../db/types.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { run } from '../query/run.ts';
import { autoNumberFields, numberFrames } from './autoNumbers.ts';
import { columnArray, columnParam } from './columnParam.ts';
import { columnValues } from './columnValues.ts';
import { columnTypes, insertOnePlan } from './insertOnePlan.ts';
import { insertPlan } from './insertPlan.ts';
import { resolveValues } from './resolveValues.ts';
import { writingError } from './writingError.ts';

/** A record on its way into the database: checked values, and the id that a client gave it. */
export interface NewRecord {
  readonly id?: string;
  readonly values: JsonObject;
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
  numberedAt = new Date(),
): Promise<{ id: string; json: string }[]> {
  const given = records.map(({ values }) => values);
  const resolved = await resolveValues(ctx, entity, given, pointerOf);
  const rows = records.map(({ id = uuidv7() }, index): JsonObject & { id: string } => ({
    ...columnValues(ctx, entity, resolved[index] ?? {}),
    id,
  }));
  const written = await insertRows(ctx, entity, rows, numberedAt).catch((error: unknown) => {
    const withIds = rows.map(({ id }, index) => ({ ...given[index], id }));
    throw writingError(ctx, entity, error, { records: withIds, pointerOf });
  });
  return rows.map(({ id }, index) => {
    ctx.changed({ entity: entity.name, id, version: 1, action: 'created' });
    return { id, json: written[index]?.[0] ?? 'null' };
  });
}

function insertRows(ctx: Ctx, entity: Entity, rows: readonly JsonObject[], numberedAt: Date): Promise<TextRow[]> {
  const [only] = rows;
  const numbered = autoNumberFields(entity).length > 0;
  const types = columnTypes(entity);
  const typeOf = (name: string) => types.get(name) ?? 'text';
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  if (only && rows.length === 1 && !numbered) {
    const values = columns.map((name) => columnParam(only[name], typeOf(name)));
    return run(ctx, insertOnePlan(ctx, entity, columns), { arguments: values });
  }
  const values: unknown[] = columns.map((name) =>
    columnArray(
      rows.map((row) => row[name]),
      typeOf(name),
    ),
  );
  if (numbered) values.push(JSON.stringify(numberFrames(entity, numberedAt)));
  return run(ctx, insertPlan(ctx, entity, columns), { arguments: values });
}
