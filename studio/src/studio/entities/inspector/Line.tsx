import { type ReactNode, useId } from 'react';
import styles from './inspector.module.css';

interface LineProps {
  readonly label: string;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
  /** The control, which takes the id and what describes it. */
  readonly children: (control: ControlProps) => ReactNode;
}

interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

/** One line of the inspector: what is set, the control below it, help or what is wrong with it. */
export function Line({ label, help, problem, children }: LineProps) {
  const id = useId();
  const note = problem ?? help;
  return (
    <div className={styles.line}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({ id, 'aria-describedby': note ? `${id}-note` : undefined, 'aria-invalid': problem !== undefined })}
      {note ? (
        <p id={`${id}-note`} className={problem ? styles.problem : styles.help} role={problem ? 'alert' : undefined}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
