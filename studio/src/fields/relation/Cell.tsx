import { useEntity } from '../../app/ModelContext.tsx';
import { RecordChip } from '../shared/RecordChip.tsx';
import { readReference } from '../shared/readReference.ts';
import type { CellProps } from '../types.ts';

export function Cell({ field, value }: CellProps) {
  const target = field.relation?.targets[0] ?? '';
  const reference = readReference(value, useEntity(target)?.display);
  return reference ? <RecordChip entity={target} id={reference.id} label={reference.label} /> : null;
}
