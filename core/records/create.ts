import type { Ctx } from '../context/types.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { entityOf, linkFields, referenceFields } from './entityOf.ts';
import { get } from './get.ts';
import { insertRecords } from './insertRecords.ts';
import { invalid } from './invalid.ts';
import { prepareNew } from './prepareNew.ts';
import { resolveReferences } from './resolveReferences.ts';
import { saveChildren } from './saveChildren.ts';
import { saveLinks } from './saveLinks.ts';

/** Most records that one request may create. */
export const createLimit = 1_000;

/**
 * Creates a record, or all records of an array in one transaction.
 * Returns JSON text: the record, or `{"data":[…]}` in the order of the array.
 * Throws KILN_INVALID with every fault of every record.
 */
export async function create(ctx: Ctx, entityName: string, body: Json): Promise<string> {
  const entity = entityOf(ctx, entityName);
  if (!Array.isArray(body)) {
    const [created] = await createAll(ctx, entity, [body], () => '');
    return created ?? 'null';
  }
  if (body.length > createLimit) {
    throw new KilnError('KILN_TOO_LARGE', { detail: `One request creates at most ${createLimit} records.` });
  }
  if (body.length === 0) return '{"data":[]}';
  const created = await createAll(ctx, entity, body, (index) => `/${index}`);
  return `{"data":[${created.join(',')}]}`;
}

async function createAll(
  ctx: Ctx,
  entity: Entity,
  bodies: readonly Json[],
  pointerOf: (index: number) => string,
): Promise<string[]> {
  const records = prepareNew(ctx, entity, bodies, pointerOf);
  const oneStatement = linkFields(entity).length === 0 && referenceFields(entity).length === 0;
  if (oneStatement) return (await insertRecords(ctx, entity, records)).map(({ json }) => json);
  return ctx.inTx(async (tx) => {
    const faults: Fault[] = [];
    const resolved = [];
    for (const [index, record] of records.entries()) {
      const values = await resolveReferences(tx, entity, record.values, pointerOf(index), faults);
      resolved.push({ ...record, values });
    }
    if (faults.length > 0) throw invalid(faults);
    const created = await insertRecords(tx, entity, resolved);
    const linked = linkFields(entity);
    const texts: string[] = [];
    for (const [index, { id, json }] of created.entries()) {
      const values: JsonObject = resolved[index]?.values ?? {};
      const touched = linked.some((field) => values[field.name] !== undefined);
      if (touched) {
        await saveLinks(tx, entity, id, values);
        await saveChildren(tx, entity, id, values, pointerOf(index));
      }
      texts.push(touched ? await get(tx, entity.name, id) : json);
    }
    return texts;
  });
}
