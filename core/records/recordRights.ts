import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Right } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf, visible } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import { rowAllowed } from '../query/rowAllowed.ts';
import { run } from '../query/run.ts';
import { seenEntityOf } from './entityOf.ts';
import { notFound } from './notFound.ts';
import { ownerAllowed } from './ownerAllowed.ts';

const told: readonly Right[] = ['update', 'delete', 'share', 'transfer'];

/**
 * What the actor may do with one record, as JSON text:
 * `{"update":true,"delete":false,"share":true,"transfer":false,"readOnly":["phone"]}`. `readOnly`: fields that others
 * may write and the actor may not, in this record, and those that are locked while somebody decides on it. Throws
 * KILN_NOT_FOUND.
 */
export async function recordRights(ctx: Ctx, entityName: string, id: string): Promise<string> {
  const entity = seenEntityOf(ctx, entityName);
  if (!isUuid(id)) throw notFound(entity, id);
  const plan = ctx.plans.get(`rights ${entity.name}`, () => rightsPlan(ctx, entity));
  const [row] = await run(ctx, plan, { arguments: [id] });
  if (!row?.[0]) throw notFound(entity, id);
  return row[0];
}

function rightsPlan(ctx: Ctx, entity: Entity): Plan {
  const builder = createSqlBuilder(ctx);
  const id = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
  const flags = told.map(
    (right) => `'${right}', coalesce(${rowAllowed(builder, entity, right, 't') ?? 'true'}, false)`,
  );
  const locked = writableGroups(ctx, entity).map(({ names, sample }) => {
    const allowed =
      sample === 'ownerId'
        ? ownerAllowed(builder, entity, 't')
        : rowAllowed(builder, entity, 'update', 't', { fields: [sample] });
    const list = `array[${names.map((name) => `'${name}'`).join(', ')}]`;
    return `case when ${allowed ?? 'true'} then '{}'::text[] else ${list} end`;
  });
  const readOnly = `to_json(${[...locked, heldFields(entity)].join(' || ')})`;
  const where = `t.id = ${id} and ${visible('t')}${andReadable(builder, entity, 't')}`;
  const text = `select json_build_object(${flags.join(', ')}, 'readOnly', ${readOnly})::text from ${tableOf(entity)} t where ${where}`;
  return { text, sources: builder.params.sources, readOnly: true };
}

/** Fields that are not computed, put together where the same roles may write them. */
function writableGroups({ access }: Ctx, entity: Entity): { names: string[]; sample: string }[] {
  const groups = new Map<string, { names: string[]; sample: string }>();
  const grants = access.entity(entity.name).grants('update');
  for (const field of entity.fields.values()) {
    if (field.computed) continue;
    // A share is enough to change a record, and not to give it another owner.
    const key =
      field.name === 'ownerId' ? 'owner' : grants.map((grant) => (grant.writable(field) ? grant.role : '')).join();
    const group = groups.get(key) ?? { names: [], sample: field.name };
    group.names.push(field.name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Fields that stay as they are while somebody decides on the record. */
function heldFields(entity: Entity): string {
  const pairs = [...entity.fields.values()].map(({ id, name }) => `(${quoteLiteral(id)}, ${quoteLiteral(name)})`);
  return `array(
    select known.name from kiln.record_watch w, unnest(w.fields) as held(id), (values ${pairs.join(', ')}) as known(id, name)
    where w.record = t.id and w.entity = ${quoteLiteral(entity.id)} and known.id = held.id)`;
}
