import { TextInput } from '../shared/TextInput.tsx';
import type { WidgetProps } from '../types.ts';

/** An id as text: there is nobody to pick from until people sign in. */
export function Widget(props: WidgetProps) {
  return <TextInput {...props} />;
}
