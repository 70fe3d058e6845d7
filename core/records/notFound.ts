import { KilnError } from '../errors/KilnError.ts';
import type { Entity } from '../model/types.ts';

/** One answer for a record that does not exist and one that may not be seen. */
export function notFound(entity: Entity, id: string): KilnError {
  return new KilnError('KILN_NOT_FOUND', { detail: `There is no ${entity.name} with the id '${id.slice(0, 60)}'.` });
}
