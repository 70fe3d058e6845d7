import { plainText } from '../../lib/values.ts';
import { OptionChip } from '../../ui/OptionChip.tsx';
import cells from '../shared/cells.module.css';
import { optionOf } from '../shared/options.ts';
import type { CellProps } from '../types.ts';

export function Cell({ field, value }: CellProps) {
  const { title, color } = optionOf(field, plainText(value));
  // Colour tells options apart; without it a chip would only be louder than a text.
  return color ? <OptionChip title={title} color={color} /> : <span className={cells.text}>{title}</span>;
}
