import { Switch } from 'antd';
import type { WidgetProps } from '../types.ts';

export function Widget({ id, value, onChange, describedBy, label, disabled, invalid }: WidgetProps) {
  return (
    <Switch
      id={id}
      size="small"
      style={{ alignSelf: 'flex-start' }}
      checked={value === true}
      disabled={disabled ?? false}
      onChange={onChange}
      {...(label ? { 'aria-label': label } : {})}
      {...(invalid ? { 'aria-invalid': true } : {})}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
    />
  );
}
