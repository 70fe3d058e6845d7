import { TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { asText } from '../../lib/values.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { inputProps } from '../shared/inputProps.ts';
import { pickerFormats } from '../shared/pickerFormats.ts';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const { i18n } = useTranslation();
  const isNarrow = useIsNarrow();
  const { value, onChange } = props;
  const time = asText(value);
  const { time: formats, use12Hours } = pickerFormats(i18n.language);
  return (
    <TimePicker
      {...inputProps(props)}
      style={{ width: '100%' }}
      defaultOpen={props.autoOpen ?? false}
      format={formats}
      use12Hours={use12Hours}
      minuteStep={5}
      inputReadOnly={isNarrow}
      needConfirm={false}
      value={time ? dayjs(`1970-01-01T${time}`) : null}
      onChange={(next) => onChange(next ? next.format('HH:mm:ss') : null)}
    />
  );
}
