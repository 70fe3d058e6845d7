import { Rate } from 'antd';
import { asNumber } from '../../lib/values.ts';
import type { WidgetProps } from '../types.ts';

export function Widget({ id, field, value, onChange }: WidgetProps) {
  return (
    <Rate
      id={id}
      style={{ fontSize: 18 }}
      count={asNumber(field.schema.maximum) ?? 5}
      value={asNumber(value) ?? 0}
      onChange={(next) => onChange(next === 0 ? null : next)}
    />
  );
}
