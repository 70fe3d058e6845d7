import { Input } from 'antd';
import { asNumber, asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const { field, value, onChange, compact } = props;
  return (
    <Input.TextArea
      {...inputProps(props)}
      autoSize={compact ? { minRows: 1, maxRows: 4 } : { minRows: 3, maxRows: 14 }}
      maxLength={asNumber(field.schema.maxLength)}
      value={asText(value) ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  );
}
