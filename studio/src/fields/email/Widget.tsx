import { Mail } from 'lucide-react';
import { TextInput } from '../shared/TextInput.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  return <TextInput {...props} type="email" icon={<Mail size={14} aria-hidden />} />;
}
