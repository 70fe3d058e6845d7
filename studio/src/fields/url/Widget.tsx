import { Link2 } from 'lucide-react';
import { TextInput } from '../shared/TextInput.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  return <TextInput {...props} type="url" icon={<Link2 size={14} aria-hidden />} />;
}
