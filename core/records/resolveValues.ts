import type { Ctx } from '../context/types.ts';
import type { Fault } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { invalid } from './invalid.ts';
import { resolveFiles } from './resolveFiles.ts';
import { resolveReferences } from './resolveReferences.ts';

/**
 * The records with what only the database knows of their values: where polymorphic relations lead, what files are.
 * `faults`: what was found before. `before`: the only record, where it is changed. Throws KILN_INVALID with all of
 * them.
 */
export async function resolveValues(
  ctx: Ctx,
  entity: Entity,
  records: readonly JsonObject[],
  pointerOf: (index: number) => string,
  faults: Fault[] = [],
  before: JsonObject = {},
): Promise<readonly JsonObject[]> {
  const referring = await resolveReferences(ctx, entity, records, pointerOf, faults);
  const resolved = await resolveFiles(ctx, entity, referring, pointerOf, faults, before);
  if (faults.length > 0) throw invalid(faults);
  return resolved;
}
