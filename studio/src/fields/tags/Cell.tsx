import { asTexts } from '../../lib/values.ts';
import { Chips, OptionChip } from '../../ui/OptionChip.tsx';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  return (
    <Chips>
      {asTexts(value).map((tag) => (
        <OptionChip key={tag} title={tag} />
      ))}
    </Chips>
  );
}
