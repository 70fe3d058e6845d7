import { Input, Popover } from 'antd';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { swatches } from './swatches.ts';
import styles from './Widget.module.css';

const whole = /^#[0-9a-f]{6}$/i;
const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i;

/** A colour as `#rrggbb`: one of the swatches, one of the browser's own dialog, or typed. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { value, onChange, required, disabled = false } = props;
  const [isOpen, setOpen] = useState(false);
  const color = asText(value) ?? '';
  const isWhole = whole.test(color);

  function pick(next: string) {
    onChange(next);
    setOpen(false);
  }

  const palette = (
    <div className={styles.palette}>
      {swatches.map((swatch) => (
        <button
          key={swatch}
          type="button"
          className={styles.choice}
          style={{ background: swatch }}
          aria-label={swatch}
          aria-pressed={swatch === color.toLowerCase()}
          onClick={() => pick(swatch)}
        >
          {swatch === color.toLowerCase() ? <Check size={13} aria-hidden /> : null}
        </button>
      ))}
      <label className={styles.custom}>
        {t('form.otherColor')}
        <input type="color" value={isWhole ? color : '#4f56d3'} onChange={(event) => onChange(event.target.value)} />
      </label>
    </div>
  );
  return (
    <Input
      {...inputProps(props)}
      autoComplete="off"
      spellCheck={false}
      allowClear={!required && !disabled}
      placeholder={props.compact ? undefined : '#4f56d3'}
      prefix={
        <Popover
          trigger="click"
          placement="bottomLeft"
          open={isOpen && !disabled}
          onOpenChange={setOpen}
          content={palette}
          arrow={false}
        >
          <button
            type="button"
            className={`${styles.swatch} ${isWhole ? '' : styles.none}`}
            style={isWhole ? { background: color } : {}}
            disabled={disabled}
            aria-label={t('form.pickColor')}
          />
        </Popover>
      }
      value={color}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      onBlur={() => {
        const [, red = '', green = '', blue = ''] = short.exec(color) ?? [];
        if (red) onChange(`#${red}${red}${green}${green}${blue}${blue}`.toLowerCase());
        else if (/^[0-9a-f]{6}$/i.test(color)) onChange(`#${color.toLowerCase()}`);
      }}
    />
  );
}
