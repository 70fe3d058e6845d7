import { NumberInput } from '../shared/NumberInput.tsx';
import type { WidgetProps } from '../types.ts';
import { useCurrency } from './useCurrency.ts';

export function Widget(props: WidgetProps) {
  const currency = useCurrency(props.field);
  return <NumberInput {...props} digits={props.field.scale ?? 2} suffix={props.compact ? undefined : currency} />;
}
