import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../workspace/list/Choice.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { type DurationUnit, durationUnits, readStepDuration, writeStepDuration } from '../document/stepDuration.ts';
import line from './InputLine.module.css';
import type { InputControl } from './InputLine.tsx';

interface DurationInputProps {
  readonly control: InputControl;
  readonly label: string;
  /** ISO 8601; '' for none. */
  readonly value: string;
  readonly placeholder?: string;
  /** What is offered while there is none. Default: days. */
  readonly usualUnit?: DurationUnit;
  readonly onChange: (value: string | undefined) => void;
}

/** So many minutes, hours or days. One of several units stands as ISO 8601. */
export function DurationInput({
  control,
  label,
  value,
  placeholder,
  usualUnit = 'days',
  onChange,
}: DurationInputProps) {
  const { t } = useTranslation();
  const read = readStepDuration(value);
  const [unit, setUnit] = useState<DurationUnit>(read?.unit ?? usualUnit);
  if (value !== '' && !read) {
    return (
      <input
        {...control}
        className={`${styles.input} ${styles.code}`}
        value={value}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
    );
  }
  const shown = read?.unit ?? unit;
  return (
    <div className={line.pair}>
      <input
        {...control}
        className={styles.input}
        inputMode="numeric"
        autoComplete="off"
        value={read ? String(read.amount) : ''}
        placeholder={placeholder}
        onChange={({ target }) => {
          const amount = target.value.trim() === '' ? undefined : Number(target.value);
          if (amount === undefined) onChange(undefined);
          else if (Number.isInteger(amount) && amount >= 0) onChange(writeStepDuration({ amount, unit: shown }));
        }}
      />
      <Choice
        aria-label={t('workflows.unitOf', { field: label })}
        value={shown}
        onChange={({ target }) => {
          const next = durationUnits.find((each) => each === target.value) ?? 'days';
          setUnit(next);
          if (read) onChange(writeStepDuration({ amount: read.amount, unit: next }));
        }}
      >
        {durationUnits.map((each) => (
          <option key={each} value={each}>
            {t(`workflows.units.${each}`)}
          </option>
        ))}
      </Choice>
    </div>
  );
}
