import { Link2 } from 'lucide-react';
import { asText } from '../../lib/values.ts';
import { TextInput } from '../shared/TextInput.tsx';
import type { WidgetProps } from '../types.ts';

/** An address typed without its beginning gets `https://` when the control is left. */
export function Widget(props: WidgetProps) {
  const { value, onChange } = props;
  return (
    <TextInput
      {...props}
      type="url"
      icon={<Link2 size={14} aria-hidden />}
      onLeave={() => {
        const typed = asText(value)?.trim() ?? '';
        if (/^(www\.)?[\p{L}\d-]+(\.[\p{L}\d-]+)+([/?#]\S*)?$/u.test(typed)) onChange(`https://${typed}`);
      }}
    />
  );
}
