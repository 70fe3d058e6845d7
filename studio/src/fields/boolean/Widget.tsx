import { Switch } from 'antd';
import type { WidgetProps } from '../types.ts';

export function Widget({ id, value, onChange, describedBy }: WidgetProps) {
  return (
    <Switch
      id={id}
      size="small"
      style={{ alignSelf: 'flex-start' }}
      checked={value === true}
      onChange={onChange}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
    />
  );
}
