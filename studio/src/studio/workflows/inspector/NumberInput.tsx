import { useEffect, useState } from 'react';
import type { Json } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import styles from '../../entities/inspector/inspector.module.css';
import type { InputControl } from './InputLine.tsx';

interface NumberInputProps {
  readonly control: InputControl;
  readonly schema: InputSchema;
  readonly value: Json | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** A number, or nothing. What is no number is only typed. */
export function NumberInput({ control, schema, value, onChange }: NumberInputProps) {
  const shown = typeof value === 'number' ? String(value) : '';
  const [typed, setTyped] = useState(shown);
  useEffect(
    () => setTyped((before) => (readNumber(before, schema) === value ? before : shown)),
    [value, shown, schema],
  );
  return (
    <input
      {...control}
      className={styles.input}
      inputMode={schema.type === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={typed}
      placeholder={typeof schema.default === 'number' ? String(schema.default) : undefined}
      onChange={({ target }) => {
        setTyped(target.value);
        const number = readNumber(target.value, schema);
        if (number !== undefined || target.value.trim() === '') onChange(number);
      }}
      onBlur={() => setTyped(shown)}
    />
  );
}

function readNumber(text: string, { type, minimum, maximum }: InputSchema): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text.replaceAll(/[,，]/g, ''));
  const isFit = Number.isFinite(number) && (type !== 'integer' || Number.isInteger(number));
  return isFit && number >= (minimum ?? -Infinity) && number <= (maximum ?? Infinity) ? number : undefined;
}
