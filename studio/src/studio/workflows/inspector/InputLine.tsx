import { type ReactNode, useId } from 'react';
import styles from '../../entities/inspector/inspector.module.css';
import own from './InputLine.module.css';

interface InputLineProps {
  readonly label: string;
  readonly isRequired?: boolean;
  readonly help?: string | undefined;
  readonly problem?: string | undefined;
  /** What can be done about it, beside the label. */
  readonly actions?: ReactNode;
  readonly children: (control: InputControl) => ReactNode;
}

export interface InputControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

/** One line of what is set of a step: its label with what can be done, the control, help or what is wrong. */
export function InputLine({ label, isRequired = false, help, problem, actions, children }: InputLineProps) {
  const id = useId();
  const note = problem ?? help;
  return (
    <div className={styles.line}>
      <div className={own.head}>
        <label htmlFor={id} className={styles.label}>
          {label}
          {isRequired ? (
            <span className={own.required} aria-hidden>
              *
            </span>
          ) : null}
        </label>
        <span className={own.actions}>{actions}</span>
      </div>
      {children({ id, 'aria-describedby': note ? `${id}-note` : undefined, 'aria-invalid': problem !== undefined })}
      {note ? (
        <p id={`${id}-note`} className={problem ? styles.problem : styles.help} role={problem ? 'alert' : undefined}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
