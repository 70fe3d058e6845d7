import { Choice } from '../../workspace/list/Choice.tsx';
import styles from './Filters.module.css';

interface FilterChoiceProps {
  readonly label: string;
  /** What stands for no choice. */
  readonly any: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
  /** Undefined: whichever. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** One of several, or any. */
export function FilterChoice({ label, any, options, value, onChange }: FilterChoiceProps) {
  return (
    <Choice
      className={styles.choice}
      aria-label={label}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.title}
        </option>
      ))}
    </Choice>
  );
}
