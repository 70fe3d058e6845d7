import { InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { asNumber } from '../../lib/values.ts';
import type { WidgetProps } from '../types.ts';
import { inputProps } from './inputProps.ts';
import { useFormat } from './useFormat.ts';

interface NumberInputProps extends WidgetProps {
  /** Digits after the decimal point. */
  readonly digits: number;
  readonly prefix?: ReactNode;
  readonly suffix?: ReactNode;
}

/** A number, grouped by thousands while it is not being typed. Bounds are the validator's business: no silent clamping. */
export function NumberInput({ digits, prefix, suffix, ...props }: NumberInputProps) {
  const format = useFormat();
  const { value, onChange } = props;
  return (
    <InputNumber<number>
      {...inputProps(props)}
      style={{ width: '100%' }}
      controls={false}
      keyboard={false}
      inputMode={digits === 0 ? 'numeric' : 'decimal'}
      precision={digits}
      prefix={prefix}
      suffix={suffix}
      value={asNumber(value) ?? null}
      formatter={(shown, { userTyping, input }) => {
        if (userTyping) return input;
        return shown === undefined || Number.isNaN(Number(shown)) || String(shown) === ''
          ? ''
          : format.number(Number(shown));
      }}
      parser={(text) => Number.parseFloat((text ?? '').replace(/[^\d.eE+-]/g, ''))}
      onChange={(next) => onChange(next === null || Number.isNaN(next) ? null : next)}
    />
  );
}
