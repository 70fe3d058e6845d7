import { Mail } from 'lucide-react';
import { asText } from '../../lib/values.ts';
import { TextInput } from '../shared/TextInput.tsx';
import type { WidgetProps } from '../types.ts';

/** Takes `Ada Lovelace <ada@example.com>` as mail programs copy it, and keeps the address. */
export function Widget(props: WidgetProps) {
  const { value, onChange } = props;
  return (
    <TextInput
      {...props}
      inputMode="email"
      icon={<Mail size={14} aria-hidden />}
      onLeave={() => {
        const typed = asText(value) ?? '';
        const address = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(typed)?.[1] ?? typed.trim();
        if (address !== typed) onChange(address === '' ? null : address);
      }}
    />
  );
}
