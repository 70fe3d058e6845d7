import { asObject, asText } from '../../lib/values.ts';
import { RecordChip } from '../shared/RecordChip.tsx';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const reference = asObject(value);
  const [entity, id] = [asText(reference?.entity), asText(reference?.id)];
  return entity !== undefined && id !== undefined ? <RecordChip entity={entity} id={id} /> : null;
}
