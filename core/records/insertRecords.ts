import { v7 as uuidv7 } from 'uuid';
import type { Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { run } from '../query/run.ts';
import { autoNumberFields, numberFrames } from './autoNumbers.ts';
import { columnValues } from './columnValues.ts';
import { insertPlan } from './insertPlan.ts';
import { writingError } from './writingError.ts';

/** A record on its way into the database: checked values, and what only the server may say. */
export interface NewRecord {
  readonly id?: string;
  /** ISO 8601; only imports with system rights say it. */
  readonly createdAt?: string;
  readonly values: JsonObject;
}

/** Inserts records in one statement and returns their ids and JSON texts, in order. */
export async function insertRecords(
  ctx: Ctx,
  entity: Entity,
  records: readonly NewRecord[],
): Promise<{ id: string; json: string }[]> {
  const rows = records.map(
    (record): JsonObject => ({
      ...columnValues(ctx, entity, record.values),
      id: record.id ?? uuidv7(),
      ...(record.createdAt ? { created_at: record.createdAt } : {}),
    }),
  );
  const args = [JSON.stringify(rows)];
  if (autoNumberFields(entity).length > 0) args.push(JSON.stringify(numberFrames(entity, new Date())));
  const written = await run(ctx, insertPlan(ctx, entity), { arguments: args }).catch((error: unknown) => {
    throw writingError(
      ctx,
      entity,
      records.map((record) => record.values),
      error,
    );
  });
  return rows.map((row, index) => {
    const id = String(row.id);
    ctx.changed({ entity: entity.name, id, version: 1, action: 'created' });
    return { id, json: written[index]?.[0] ?? 'null' };
  });
}
