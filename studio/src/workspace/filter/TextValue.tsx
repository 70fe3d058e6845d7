import { useEffect, useState } from 'react';
import type { FilterValue } from '../../store/filter/types.ts';
import tools from '../list/tools.module.css';

interface TextValueProps {
  readonly label: string;
  readonly value: FilterValue | undefined;
  readonly onChange: (value: FilterValue | undefined) => void;
}

const restMs = 300;

/** A text to compare with, taken when typing rests. */
export function TextValue({ label, value, onChange }: TextValueProps) {
  const given = value === undefined || typeof value === 'object' ? '' : String(value);
  const [typed, setTyped] = useState(given);
  useEffect(() => setTyped(given), [given]);
  useEffect(() => {
    if (typed === given) return;
    const timer = setTimeout(() => onChange(typed === '' ? undefined : typed), restMs);
    return () => clearTimeout(timer);
  }, [typed, given, onChange]);
  return (
    <input
      className={tools.search}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
