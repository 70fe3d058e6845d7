import { TextInput } from '../shared/TextInput.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  return <TextInput {...props} />;
}
