import type { Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf, visible } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import { run } from '../query/run.ts';
import { columnParam } from './columnParam.ts';
import { columnValues } from './columnValues.ts';
import { columnTypes } from './insertOnePlan.ts';
import { notFound } from './notFound.ts';
import { staleError } from './staleError.ts';
import { updatePlan } from './updatePlan.ts';
import { writingError } from './writingError.ts';

export interface UpdateOptions {
  /** The version that the client has seen. */
  readonly ifMatch?: number;
  /** No entry in the audit where nothing differs: the rest of the change has its own. */
  readonly partial?: boolean;
  /** Starts no workflow: see updateWhole. */
  readonly quiet?: boolean;
}

/**
 * Writes checked values into a live record's own columns and returns it as JSON text. `given`: names of the fields
 * whose writing the actor's roles have to allow. Throws KILN_NOT_FOUND, KILN_STALE, KILN_FORBIDDEN, and what the
 * database refuses.
 */
export async function writeRecord(
  ctx: Ctx,
  entity: Entity,
  id: string,
  values: JsonObject,
  { ifMatch, partial = false, quiet = false, given }: UpdateOptions & { readonly given: readonly string[] },
): Promise<string> {
  const row = columnValues(ctx, entity, values);
  const columns = Object.keys(row).sort();
  const returnsOld = (await ctx.db.serverVersion()) >= 180_000;
  const how = { versioned: ifMatch !== undefined, partial, quiet, given, returnsOld };
  const plan = updatePlan(ctx, entity, columns, how);
  const types = columnTypes(entity);
  const args = columns.map((name) => columnParam(row[name], types.get(name) ?? 'text'));
  const rows = await run(ctx, plan, { arguments: [...args, id, ifMatch] }).catch((error: unknown) => {
    throw writingError(ctx, entity, error, { records: [values], pointerOf: () => '' });
  });
  const [json, version] = rows[0] ?? [];
  if (!json) throw await whyNot(ctx, entity, id, ifMatch);
  ctx.changed({ entity: entity.name, id, version: Number(version), action: 'updated' });
  return json;
}

async function whyNot(ctx: Ctx, entity: Entity, id: string, ifMatch: number | undefined): Promise<Error> {
  if (ifMatch === undefined) return notFound(entity, id);
  const builder = createSqlBuilder(ctx);
  const key = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
  const text = `select t.version from ${tableOf(entity)} as t where t.id = ${key} and ${visible('t')}${andReadable(builder, entity, 't')}`;
  const rows = await run(ctx, { text, sources: builder.params.sources }, { arguments: [id] });
  const version = rows[0]?.[0];
  return version ? staleError(Number(version)) : notFound(entity, id);
}
