import { NumberInput } from '../shared/NumberInput.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  return <NumberInput {...props} digits={props.field.scale ?? 4} />;
}
