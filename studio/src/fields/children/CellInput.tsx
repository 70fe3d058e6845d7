import type { FocusEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asNumber, asText, plainText } from '../../lib/values.ts';
import { shortDuration } from '../duration/shortDuration.ts';
import { readText } from '../readText.ts';
import { useFormat } from '../shared/useFormat.ts';
import { useTypedText } from '../shared/useTypedText.ts';
import type { WidgetProps } from '../types.ts';
import styles from './LineGrid.module.css';

const kinds = new Set(['text', 'email', 'integer', 'decimal', 'money', 'percent', 'duration']);

/** True for values that are typed: their cells are plain inputs, of which a page holds hundreds without effort. */
export function isTyped(type: string): boolean {
  return kinds.has(type);
}

export function CellInput(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { id, field, label, describedBy, invalid, required, disabled = false } = props;
  const isNumber = field.type !== 'text' && field.type !== 'email' && field.type !== 'duration';
  const typed = useTypedText(props, {
    show(value) {
      const number = asNumber(value);
      if (number !== undefined) return format.number(number);
      return field.type === 'duration' ? shortDuration(asText(value), i18n.language) : plainText(value);
    },
    read: (text) => (isNumber || field.type === 'duration' ? readText(field, text) : text),
    problem: field.type === 'duration' ? t('fault.format_duration') : t('form.numberProblem'),
  });
  return (
    <input
      id={id}
      className={styles.input}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid || typed.isBad || undefined}
      aria-required={required || undefined}
      disabled={disabled}
      autoComplete="off"
      inputMode={isNumber ? 'decimal' : undefined}
      maxLength={asNumber(field.schema.maxLength)}
      title={typed.isBad ? t('form.numberProblem') : undefined}
      value={typed.text}
      onChange={(event) => typed.type(event.target.value)}
      onFocus={(event: FocusEvent<HTMLInputElement>) => event.target.select()}
      onBlur={typed.settle}
    />
  );
}
