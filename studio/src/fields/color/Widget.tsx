import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import styles from './Widget.module.css';

const whole = /^#[0-9a-f]{6}$/i;

/** A colour as `#rrggbb`, typed or picked in the browser's own dialog. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { value, onChange, required } = props;
  const color = asText(value) ?? '';
  const isWhole = whole.test(color);
  return (
    <Input
      {...inputProps(props)}
      autoComplete="off"
      allowClear={!required}
      placeholder={props.compact ? undefined : '#4f56d3'}
      prefix={
        <input
          type="color"
          tabIndex={-1}
          aria-label={t('form.pickColor')}
          className={`${styles.swatch} ${isWhole ? '' : styles.none}`}
          value={isWhole ? color : '#ffffff'}
          onChange={(event) => onChange(event.target.value)}
        />
      }
      value={color}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  );
}
