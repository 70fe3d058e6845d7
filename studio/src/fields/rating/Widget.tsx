import { Rate } from 'antd';
import { asNumber } from '../../lib/values.ts';
import type { WidgetProps } from '../types.ts';

/** Stars; the one that is set clears when it is chosen again. */
export function Widget({ id, field, value, onChange, disabled, compact }: WidgetProps) {
  return (
    <Rate
      id={id}
      style={{ fontSize: compact ? 15 : 18 }}
      count={asNumber(field.schema.maximum) ?? 5}
      disabled={disabled ?? false}
      value={asNumber(value) ?? 0}
      onChange={(next) => onChange(next === 0 ? null : next)}
    />
  );
}
