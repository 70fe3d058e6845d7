import type { Field } from '../model/types.ts';
import type { Conversions } from './conversion.ts';
import type { ParkedColumn, TableShape } from './shape.ts';
import type { Titles } from './titles.ts';

export interface TableChange {
  readonly before: TableShape;
  readonly after: TableShape;
  /** Quoted and qualified name of the table as it is before the plan: where questions are asked. */
  readonly source: string;
  readonly parked: readonly ParkedColumn[];
  /** Fields as they will be, by x-id. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Fields as they are, by x-id. */
  readonly oldFields: ReadonlyMap<string, Field>;
  /** x-id of the entity that a relation or a user field, old or new, points at. */
  readonly targetOf: (field: Field) => string | undefined;
  readonly titles: Titles;
  readonly conversions: Conversions;
  /** True when the table itself was parked: rows it points at may be gone. */
  readonly unparked: boolean;
}
