import { Phone } from 'lucide-react';
import { TextInput } from '../shared/TextInput.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  return <TextInput {...props} type="tel" icon={<Phone size={14} aria-hidden />} />;
}
