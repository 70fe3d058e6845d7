import { asTexts } from '../../lib/values.ts';
import { Chips, OptionChip } from '../../ui/OptionChip.tsx';
import { optionOf } from '../shared/options.ts';
import type { CellProps } from '../types.ts';

export function Cell({ field, value }: CellProps) {
  return (
    <Chips>
      {asTexts(value).map((item) => {
        const { title, color } = optionOf(field, item);
        return <OptionChip key={item} title={title} color={color} />;
      })}
    </Chips>
  );
}
