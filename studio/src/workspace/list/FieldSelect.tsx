import type { FieldChoices } from '../../store/fieldChoices.ts';
import { Choice } from './Choice.tsx';

interface FieldSelectProps {
  readonly label: string;
  /** Shown while `value` is ''. */
  readonly placeholder?: string;
  readonly choices: readonly FieldChoices[];
  /** A path. */
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** Picks a field, of the entity or of a record it points at. */
export function FieldSelect({ label, placeholder, choices, value, onChange }: FieldSelectProps) {
  const isKnown = choices.some(({ fields }) => fields.some(({ path }) => path === value));
  return (
    <Choice
      aria-label={label}
      value={value}
      onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
    >
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {isKnown || value === '' ? null : <option value={value}>{value}</option>}
      {choices.map(({ relation, title, fields }) => (
        <optgroup key={relation ?? ''} label={title}>
          {fields.map((field) => (
            <option key={field.path} value={field.path}>
              {field.title}
            </option>
          ))}
        </optgroup>
      ))}
    </Choice>
  );
}
