import { useEntity } from '../../app/ModelContext.tsx';
import cells from '../shared/cells.module.css';
import { RecordChip } from '../shared/RecordChip.tsx';
import { readReference } from '../shared/readReference.ts';
import type { CellProps } from '../types.ts';

export function Cell({ field, value }: CellProps) {
  const target = field.relation?.targets[0] ?? '';
  const display = useEntity(target)?.display;
  const references = (Array.isArray(value) ? value : []).flatMap((item) => readReference(item, display) ?? []);
  return (
    <span className={cells.relations}>
      {references.map(({ id, label }) => (
        <RecordChip key={id} entity={target} id={id} label={label} />
      ))}
    </span>
  );
}
