import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDuration, readDuration } from '../../lib/duration.ts';
import { asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import { useTypedText } from '../shared/useTypedText.ts';
import type { WidgetProps } from '../types.ts';

/** Takes what people write: `1h 30m`, `90m`, `1:30`. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const typed = useTypedText(props, {
    show: (value) => shortText(asText(value)),
    read: (text) => readDuration(text),
    problem: t('form.durationProblem'),
  });
  const [focused, setFocused] = useState(false);
  return (
    <Input
      {...inputProps(props)}
      autoComplete="off"
      placeholder={props.compact ? undefined : '1h 30m'}
      value={typed.text}
      suffix={focused && !props.compact ? <small>{t('form.durationHint')}</small> : <span />}
      onFocus={() => setFocused(true)}
      onChange={(event) => typed.type(event.target.value)}
      onBlur={() => {
        setFocused(false);
        typed.settle();
      }}
    />
  );
}

function shortText(iso: string | undefined): string {
  const parts = iso === undefined ? undefined : parseDuration(iso);
  if (!parts) return iso ?? '';
  const { days, hours, minutes } = parts;
  const shown = [days && `${days}d`, hours && `${hours}h`, minutes && `${minutes}m`].filter(Boolean).join(' ');
  return shown || '0m';
}
