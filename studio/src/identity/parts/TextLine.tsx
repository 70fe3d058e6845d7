import { CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './fields.module.css';

export interface TextLineProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'id'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly help?: ReactNode;
  /** What is wrong with it. */
  readonly error?: string | undefined;
  /** Beside the label, such as a link. */
  readonly aside?: ReactNode;
  /** In the box, after the text. */
  readonly children?: ReactNode;
}

/** A line to type in: label above, help and what is wrong below. */
export function TextLine(props: TextLineProps) {
  const { label, value, onChange, help, error, aside, className, children, ...input } = props;
  const { ref = input.autoFocus ? markAutofocus : undefined } = input;
  const id = useId();
  const described = [error ? `${id}-error` : '', help ? `${id}-help` : ''].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      <div className={styles.box}>
        <input
          {...input}
          ref={ref}
          id={id}
          className={`${styles.input} ${className ?? ''}`}
          value={value}
          aria-invalid={error !== undefined}
          {...(described ? { 'aria-describedby': described } : {})}
          onChange={(event) => onChange(event.target.value)}
        />
        {children}
      </div>
      {error ? (
        <span id={`${id}-error`} className={styles.error} role="alert">
          <CircleAlert size={14} aria-hidden />
          {error}
        </span>
      ) : null}
      {help ? (
        <span id={`${id}-help`} className={styles.help}>
          {help}
        </span>
      ) : null}
    </div>
  );
}

/** A dialog that opens looks for the attribute, which React does not write. */
function markAutofocus(input: HTMLInputElement | null): void {
  input?.setAttribute('autofocus', '');
}
