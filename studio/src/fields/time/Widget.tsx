import { TimePicker } from 'antd';
import dayjs from 'dayjs';
import { asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const { value, onChange } = props;
  const time = asText(value);
  return (
    <TimePicker
      {...inputProps(props)}
      style={{ width: '100%' }}
      format="HH:mm"
      value={time ? dayjs(`1970-01-01T${time}`) : null}
      onChange={(next) => onChange(next ? next.format('HH:mm:ss') : null)}
    />
  );
}
