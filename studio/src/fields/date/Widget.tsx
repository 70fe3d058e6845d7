import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { asText } from '../../lib/values.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { inputProps } from '../shared/inputProps.ts';
import { pickerFormats } from '../shared/pickerFormats.ts';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const isNarrow = useIsNarrow();
  const { value, onChange } = props;
  const day = asText(value);
  const presets = [
    { label: t('date.today'), value: () => dayjs() },
    { label: t('date.tomorrow'), value: () => dayjs().add(1, 'day') },
    { label: t('date.inAWeek'), value: () => dayjs().add(1, 'week') },
    { label: t('date.inAMonth'), value: () => dayjs().add(1, 'month') },
    { label: t('date.endOfMonth'), value: () => dayjs().endOf('month') },
  ];
  return (
    <DatePicker
      {...inputProps(props)}
      style={{ width: '100%' }}
      defaultOpen={props.autoOpen ?? false}
      format={pickerFormats(i18n.language).date}
      inputReadOnly={isNarrow}
      {...(isNarrow ? {} : { presets })}
      value={day ? dayjs(day, 'YYYY-MM-DD') : null}
      onChange={(next) => onChange(next ? next.format('YYYY-MM-DD') : null)}
    />
  );
}
