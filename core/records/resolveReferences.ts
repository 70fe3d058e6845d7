import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf, visible } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import { run } from '../query/run.ts';
import { referenceFields } from './entityOf.ts';

interface Use {
  readonly index: number;
  readonly field: Field;
  readonly id: string;
  /** Entities in which the record may be. */
  readonly targets: readonly Entity[];
}

/**
 * The records with the values of polymorphic relations as `{entity: <x-id>, id}`, which is what the columns keep, after
 * having found what they point at: a bare id says nothing of its entity, and no foreign key holds over several tables.
 * One statement, whatever the number of records. `faults` gets what points at nothing.
 */
export async function resolveReferences(
  ctx: Ctx,
  entity: Entity,
  records: readonly JsonObject[],
  pointerOf: (index: number) => string,
  faults: Fault[],
): Promise<readonly JsonObject[]> {
  const fields = referenceFields(entity);
  const uses = records.flatMap((values, index) =>
    fields.flatMap((field) => useOf(ctx, index, field, values[field.name])),
  );
  if (uses.length === 0) return records;
  const found = await findTargets(ctx, uses);
  const resolved = records.map((values) => ({ ...values }));
  for (const { index, field, id, targets } of uses) {
    const target = targets.find((each) => found.has(keyOf(each, id)));
    const values = resolved[index];
    if (target && values) values[field.name] = { entity: target.id, id };
    else faults.push(fault(`${pointerOf(index)}/${field.name}`, 'gone', {}));
  }
  return resolved;
}

function useOf(ctx: Ctx, index: number, field: Field, value: Json | undefined): Use[] {
  const id = isObject(value) ? value.id : value;
  if (typeof id !== 'string') return [];
  const only = isObject(value) ? value.entity : undefined;
  const targets = (field.relation?.targets ?? [])
    .filter((name) => only === undefined || only === name)
    .flatMap((name) => ctx.model.entities.get(name) ?? []);
  return [{ index, field, id, targets }];
}

/** Keys of the records among those that are pointed at that are live and that the actor may read. */
async function findTargets(ctx: Ctx, uses: readonly Use[]): Promise<ReadonlySet<string>> {
  const targets = new Set(uses.flatMap((use) => use.targets));
  if (targets.size === 0) return new Set();
  const builder = createSqlBuilder(ctx);
  const ids = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
  const lookUps = [...targets].map(
    (target) =>
      `select ${quoteLiteral(target.id)}, t.id from ${tableOf(target)} as t where t.id = any(${ids}) and ${visible('t')}${andReadable(builder, target, 't')}`,
  );
  const plan = { text: lookUps.join(' union all '), sources: builder.params.sources };
  const rows = await run(ctx, plan, { arguments: [[...new Set(uses.map(({ id }) => id))]] });
  return new Set(rows.map(([target, id]) => `${target} ${id}`));
}

function keyOf(target: Entity, id: string): string {
  return `${target.id} ${id.toLowerCase()}`;
}
