import { v7 as uuidv7 } from 'uuid';
import type { Ctx } from '../context/types.ts';
import type { TextRow } from '../db/types.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { run } from '../query/run.ts';
import { autoNumberFields, numberFrames } from './autoNumbers.ts';
import { columnParam } from './columnParam.ts';
import { columnValues } from './columnValues.ts';
import { columnTypes, insertOnePlan } from './insertOnePlan.ts';
import { insertPlan } from './insertPlan.ts';
import { writingError } from './writingError.ts';

/** A record on its way into the database: checked values, and the id that a client gave it. */
export interface NewRecord {
  readonly id?: string;
  readonly values: JsonObject;
}

/** Inserts records in one statement and returns their ids and JSON texts, in order. */
export async function insertRecords(
  ctx: Ctx,
  entity: Entity,
  records: readonly NewRecord[],
): Promise<{ id: string; json: string }[]> {
  const rows = records.map(({ id = uuidv7(), values }): JsonObject & { id: string } => ({
    ...columnValues(ctx, entity, values),
    id,
  }));
  const written = await insertRows(ctx, entity, rows).catch((error: unknown) => {
    throw writingError(
      ctx,
      entity,
      records.map((record) => record.values),
      error,
    );
  });
  return rows.map(({ id }, index) => {
    ctx.changed({ entity: entity.name, id, version: 1, action: 'created' });
    return { id, json: written[index]?.[0] ?? 'null' };
  });
}

function insertRows(ctx: Ctx, entity: Entity, rows: readonly JsonObject[]): Promise<TextRow[]> {
  const [only] = rows;
  const numbered = autoNumberFields(entity).length > 0;
  if (only && rows.length === 1 && !numbered) {
    const types = columnTypes(entity);
    const columns = Object.keys(only).sort();
    const values = columns.map((name) => columnParam(only[name], types.get(name) ?? 'text'));
    return run(ctx, insertOnePlan(ctx, entity, columns), { arguments: values });
  }
  const args = [JSON.stringify(rows)];
  if (numbered) args.push(JSON.stringify(numberFrames(entity, new Date())));
  return run(ctx, insertPlan(ctx, entity), { arguments: args });
}
