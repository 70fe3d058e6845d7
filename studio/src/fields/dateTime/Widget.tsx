import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';

/** A moment, shown and picked in the browser's time zone, sent as UTC. */
export function Widget(props: WidgetProps) {
  const { value, onChange } = props;
  const moment = asText(value);
  return (
    <DatePicker
      {...inputProps(props)}
      style={{ width: '100%' }}
      showTime={{ format: 'HH:mm', defaultOpenValue: dayjs('09:00', 'HH:mm') }}
      format="YYYY-MM-DD HH:mm"
      value={moment ? dayjs(moment) : null}
      onChange={(next) => onChange(next ? next.toISOString() : null)}
    />
  );
}
