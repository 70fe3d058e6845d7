import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { readDuration } from '../../lib/duration.ts';
import { asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import { useTypedText } from '../shared/useTypedText.ts';
import type { WidgetProps } from '../types.ts';
import { shortDuration } from './shortDuration.ts';

/** Takes what people write: `1h 30m`, `90m`, `1:30`, `1小时30分`. */
export function Widget(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const typed = useTypedText(props, {
    show: (value) => shortDuration(asText(value), i18n.language),
    read: (text) => readDuration(text),
    problem: t('fault.format_duration'),
  });
  return (
    <Input
      {...inputProps(props)}
      autoComplete="off"
      placeholder={props.compact ? undefined : t('form.durationHint')}
      value={typed.text}
      onChange={(event) => typed.type(event.target.value)}
      onBlur={typed.settle}
    />
  );
}
