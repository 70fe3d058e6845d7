import { asTexts } from '../../lib/values.ts';
import { OptionSelect } from '../shared/OptionSelect.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  return (
    <OptionSelect
      {...props}
      multiple
      selected={asTexts(props.value)}
      onSelect={(values) => props.onChange(values.length > 0 ? values : null)}
    />
  );
}
