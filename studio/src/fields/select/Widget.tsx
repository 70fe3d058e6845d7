import { asText } from '../../lib/values.ts';
import { OptionSelect } from '../shared/OptionSelect.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const selected = asText(props.value);
  return (
    <OptionSelect
      {...props}
      multiple={false}
      selected={selected === undefined ? [] : [selected]}
      onSelect={([value]) => props.onChange(value ?? null)}
    />
  );
}
