import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const { value, onChange } = props;
  const day = asText(value);
  return (
    <DatePicker
      {...inputProps(props)}
      style={{ width: '100%' }}
      value={day ? dayjs(day, 'YYYY-MM-DD') : null}
      onChange={(next) => onChange(next ? next.format('YYYY-MM-DD') : null)}
    />
  );
}
