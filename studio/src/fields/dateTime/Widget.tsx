import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { asText } from '../../lib/values.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { inputProps } from '../shared/inputProps.ts';
import { pickerFormats } from '../shared/pickerFormats.ts';
import type { WidgetProps } from '../types.ts';
import { zoneName } from './zoneName.ts';

/** A moment, shown and picked in the browser's time zone, sent as UTC. */
export function Widget(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const isNarrow = useIsNarrow();
  const { value, onChange } = props;
  const moment = asText(value);
  const { dateTime, use12Hours } = pickerFormats(i18n.language);
  return (
    <DatePicker
      {...inputProps(props)}
      style={{ width: '100%' }}
      defaultOpen={props.autoOpen ?? false}
      showTime={{
        format: use12Hours ? 'h:mm A' : 'HH:mm',
        use12Hours,
        minuteStep: 5,
        defaultOpenValue: dayjs('09:00', 'HH:mm'),
      }}
      format={dateTime}
      inputReadOnly={isNarrow}
      renderExtraFooter={() => t('date.zone', { zone: zoneName(i18n.language) })}
      value={moment ? dayjs(moment) : null}
      onChange={(next) => onChange(next ? next.toISOString() : null)}
    />
  );
}
