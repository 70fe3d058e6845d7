import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Field } from '../model/types.ts';
import type { ColumnShape } from './shape.ts';

export interface Conversion {
  /** SQL from the old value to the new; absent: the values are right as they are. */
  readonly using?: string;
  readonly lossy: boolean;
}

/**
 * How values of one column become values of another type. Undefined: there is no way, the old column is parked.
 * @param field the field as it will be
 * @param paired true when the field has several columns, before or after: their values only make sense together
 */
export function convert(
  field: Field | undefined,
  before: ColumnShape,
  after: ColumnShape,
  paired: boolean,
): Conversion | undefined {
  const column = quoteIdent(after.name);
  const sameField = before.fieldType === after.fieldType;
  if (sameField && before.type === after.type) return { lossy: false };
  const cast = field?.type.casts[before.fieldType];
  if (!field || paired || (!cast && !sameField)) return undefined;
  const using = cast?.using(column, field.schema) ?? column;
  if (!cast || sameField) return { using: asType(using, after.type), lossy: !widens(before.type, after.type) };
  if (before.type === after.type && using === column) return { lossy: cast.lossy };
  return { using: asType(using, after.type), lossy: cast.lossy };
}

/** `using` need not mind precision: the last cast does. */
function asType(using: string, type: string): string {
  return using.endsWith(`::${type}`) ? using : `(${using})::${type}`;
}

/** numeric(p,s) to one with no fewer digits on either side of the point loses nothing. */
function widens(before: string, after: string): boolean {
  const [was, becomes] = [before, after].map((type) => /^numeric(?:\((\d+),(\d+)\))?$/.exec(type));
  if (!was || !becomes) return false;
  if (becomes[1] === undefined) return true;
  if (was[1] === undefined) return false;
  const [precision, scale, newPrecision, newScale] = [was[1], was[2], becomes[1], becomes[2]].map(Number);
  if (precision === undefined || scale === undefined || newPrecision === undefined || newScale === undefined)
    return false;
  return newScale >= scale && newPrecision - newScale >= precision - scale;
}
