import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './inspector.module.css';
import { Line } from './Line.tsx';

interface NumberLineProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly help?: string;
  readonly isWhole?: boolean;
  readonly placeholder?: string;
  /** undefined: none. */
  readonly onChange: (value: number | undefined) => void;
}

/** A number or nothing. What is no number stays as it was typed and says so. */
export function NumberLine({ label, value, help, isWhole = false, placeholder, onChange }: NumberLineProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(() => textOf(value));
  useEffect(() => {
    setTyped((before) => (readNumber(before, isWhole) === value ? before : textOf(value)));
  }, [value, isWhole]);
  const isWrong = typed.trim() !== '' && readNumber(typed, isWhole) === undefined;
  return (
    <Line label={label} help={help} problem={isWrong ? t('designer.noNumber') : undefined}>
      {(control) => (
        <input
          {...control}
          className={styles.input}
          inputMode={isWhole ? 'numeric' : 'decimal'}
          autoComplete="off"
          value={typed}
          placeholder={placeholder}
          onChange={(event) => {
            const text = event.target.value;
            setTyped(text);
            const next = readNumber(text, isWhole);
            if (text.trim() === '' || next !== undefined) onChange(next);
          }}
        />
      )}
    </Line>
  );
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function readNumber(text: string, isWhole: boolean): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text.replaceAll(',', '').replaceAll('，', ''));
  return Number.isFinite(number) && (!isWhole || Number.isInteger(number)) ? number : undefined;
}
