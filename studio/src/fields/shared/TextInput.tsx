import { Input } from 'antd';
import type { ReactNode } from 'react';
import { asNumber, asText } from '../../lib/values.ts';
import type { WidgetProps } from '../types.ts';
import { inputProps } from './inputProps.ts';

interface TextInputProps extends WidgetProps {
  readonly type?: 'text' | 'url';
  /** The keyboard of a phone. */
  readonly inputMode?: 'email' | 'tel';
  readonly icon?: ReactNode;
  /** The cursor leaves: time to tidy up what was typed. */
  readonly onLeave?: () => void;
}

/** One line of text. Blank is empty. */
export function TextInput({ type = 'text', inputMode, icon, onLeave, ...props }: TextInputProps) {
  const { field, value, onChange } = props;
  return (
    <Input
      {...inputProps(props)}
      type={type}
      {...(inputMode ? { inputMode } : {})}
      autoComplete="off"
      maxLength={asNumber(field.schema.maxLength)}
      prefix={props.compact ? undefined : icon}
      value={asText(value) ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      {...(onLeave ? { onBlur: onLeave } : {})}
    />
  );
}
