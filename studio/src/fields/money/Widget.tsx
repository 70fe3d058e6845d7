import { useTranslation } from 'react-i18next';
import { NumberInput } from '../shared/NumberInput.tsx';
import type { WidgetProps } from '../types.ts';
import { currencySymbol } from './currencySymbol.ts';
import { useCurrency } from './useCurrency.ts';

/** The sign of the currency before the amount; its code after it, since several currencies share a sign. */
export function Widget(props: WidgetProps) {
  const { i18n } = useTranslation();
  const currency = useCurrency(props.field);
  const symbol = currency && currencySymbol(currency, i18n.language);
  return (
    <NumberInput
      {...props}
      digits={props.field.scale ?? 2}
      minDigits={Math.min(2, props.field.scale ?? 2)}
      prefix={symbol === currency ? undefined : symbol}
      suffix={currency}
    />
  );
}
