import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asNumber } from '../../lib/values.ts';
import type { WidgetProps } from '../types.ts';
import { inputProps } from './inputProps.ts';
import { readNumber } from './readNumber.ts';
import { useFormat } from './useFormat.ts';
import { useTypedText } from './useTypedText.ts';

interface NumberInputProps extends WidgetProps {
  /** Digits after the decimal point. */
  readonly digits: number;
  /** Of these, how many a number with a fraction shows at least. */
  readonly minDigits?: number;
  readonly prefix?: ReactNode;
  readonly suffix?: ReactNode;
}

/**
 * A number, grouped by thousands while it is not being typed. Takes what spreadsheets and people write (`1,200`, `12,5`, `3万`).
 * Bounds and digits are the validator's business: nothing is clamped or rounded silently.
 */
export function NumberInput({ digits, minDigits = 0, prefix, suffix, ...props }: NumberInputProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const typed = useTypedText(props, {
    show: (value) => {
      const number = asNumber(value);
      if (number === undefined) return '';
      if (Number.isInteger(number) || minDigits === 0) return format.number(number);
      return new Intl.NumberFormat(i18n.language, {
        minimumFractionDigits: minDigits,
        maximumFractionDigits: 15,
      }).format(number);
    },
    read: readNumber,
    problem: t('form.numberProblem'),
  });
  return (
    <Input
      {...inputProps(props)}
      {...(typed.isBad ? { status: 'error' as const } : {})}
      autoComplete="off"
      inputMode={digits === 0 ? 'numeric' : 'decimal'}
      prefix={props.compact ? undefined : prefix}
      suffix={props.compact ? undefined : suffix}
      value={typed.text}
      onChange={(event) => typed.type(event.target.value)}
      onBlur={typed.settle}
    />
  );
}
