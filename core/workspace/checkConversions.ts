import { saidFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { said } from '../errors/said.ts';
import type { Conversions } from '../migrations/conversion.ts';
import type { Model } from '../model/types.ts';

/** Throws KILN_INVALID where a conversion names a field that there is not after the change. */
export function checkConversions(model: Model, conversions: Conversions): void {
  const errors = [...conversions.keys()].flatMap((place) => {
    const [entity = '', field = ''] = place.split('.');
    if (model.entities.get(entity)?.fields.has(field)) return [];
    return [saidFault(`/conversions/${place}`, said`There is no field ${place}.`)];
  });
  if (errors.length > 0) throw new KilnError('KILN_INVALID', { errors });
}
