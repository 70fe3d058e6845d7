import { Input } from 'antd';
import type { ReactNode } from 'react';
import { asNumber, asText } from '../../lib/values.ts';
import type { WidgetProps } from '../types.ts';
import { inputProps } from './inputProps.ts';

interface TextInputProps extends WidgetProps {
  readonly type?: 'text' | 'email' | 'tel' | 'url';
  readonly icon?: ReactNode;
}

/** One line of text. Blank is empty. */
export function TextInput({ type = 'text', icon, ...props }: TextInputProps) {
  const { field, value, onChange } = props;
  return (
    <Input
      {...inputProps(props)}
      type={type}
      autoComplete="off"
      maxLength={asNumber(field.schema.maxLength)}
      prefix={props.compact ? undefined : icon}
      value={asText(value) ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  );
}
