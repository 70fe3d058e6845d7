import { ColorPicker } from 'antd';
import { asText } from '../../lib/values.ts';
import type { WidgetProps } from '../types.ts';

export function Widget({ value, onChange, required, compact }: WidgetProps) {
  return (
    <ColorPicker
      format="hex"
      style={{ alignSelf: 'flex-start' }}
      disabledAlpha
      disabledFormat
      allowClear={!required}
      showText={!compact}
      value={asText(value) ?? null}
      onChangeComplete={(color) => onChange(color.cleared ? null : color.toHexString())}
      onClear={() => onChange(null)}
    />
  );
}
