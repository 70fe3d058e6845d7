import { useId } from 'react';
import styles from './inspector.module.css';

interface ToggleProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Toggle({ label, help, isOn, isDisabled = false, onChange }: ToggleProps) {
  const id = useId();
  return (
    <label className={`${styles.toggle} ${isDisabled ? styles.disabled : ''}`}>
      <span className={styles.toggleWords}>
        <span>{label}</span>
        {help ? (
          <span id={id} className={styles.help}>
            {help}
          </span>
        ) : null}
      </span>
      <input
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={isOn}
        aria-checked={isOn}
        disabled={isDisabled}
        aria-label={label}
        aria-describedby={help ? id : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
