import type { Json } from '../../../core/lib/json.ts';
import { jsonEqual } from '../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserField } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';

/** A field that two people left with different values. */
export interface Difference {
  readonly field: BrowserField;
  readonly mine: Json;
  readonly theirs: Json;
  /** Both changed it; otherwise only one did. */
  readonly isConflict: boolean;
  /** Whose change it is, where it is no conflict. */
  readonly changedBy: 'me' | 'them' | 'both';
}

/** Fields in which a record as I have it differs from what somebody else saved. `base`: what both started from. */
export function differences(
  entity: BrowserEntity,
  base: RecordValues,
  mine: RecordValues,
  theirs: RecordValues,
): Difference[] {
  return changedFields(entity, mine, theirs).map((field) => {
    const { name } = field;
    const isMine = !jsonEqual(base[name], mine[name]);
    const isTheirs = !jsonEqual(base[name], theirs[name]);
    const changedBy = isMine && isTheirs ? 'both' : isMine ? 'me' : 'them';
    return {
      field,
      mine: mine[name] ?? null,
      theirs: theirs[name] ?? null,
      isConflict: changedBy === 'both',
      changedBy,
    };
  });
}

/** Fields that people fill in and that differ between two states of a record, where both were read. */
export function changedFields(entity: BrowserEntity, one: RecordValues, other: RecordValues): BrowserField[] {
  return entity.fields.filter(
    ({ name, computed, system }) =>
      !computed &&
      (!system || name === 'ownerId') &&
      name in one &&
      name in other &&
      !jsonEqual(one[name], other[name]),
  );
}
