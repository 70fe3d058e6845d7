import type { ReactNode } from 'react';
import styles from './fields.module.css';

interface CheckProps {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Check({ label, help, checked, disabled = false, onChange }: CheckProps) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.checkWords}>
        <span>{label}</span>
        {help ? <span className={styles.help}>{help}</span> : null}
      </span>
    </label>
  );
}
