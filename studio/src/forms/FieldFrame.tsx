import type { ReactNode } from 'react';
import styles from './FieldFrame.module.css';

interface FieldFrameProps {
  /** Id of the control; the texts below it are `<id>-about`. */
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly help?: string | undefined;
  /** The label is for assistive technology only: the heading above says the same. */
  readonly quiet?: boolean;
  /** Several controls, or none: the label names all of it. */
  readonly isGroup?: boolean;
  readonly faults: readonly string[];
  /** Stands beside the label. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Label above, control, and below it what is wrong, else what helps. */
export function FieldFrame({
  id,
  label,
  required,
  help,
  quiet = false,
  isGroup = false,
  faults,
  aside,
  children,
}: FieldFrameProps) {
  const labelId = `${id}-label`;
  const labelStyle = `${quiet ? styles.quiet : styles.label} ${required ? styles.required : ''}`;
  return (
    <div className={styles.frame}>
      <div className={styles.head}>
        {isGroup ? (
          <span id={labelId} className={labelStyle}>
            {label}
          </span>
        ) : (
          <label htmlFor={id} className={labelStyle}>
            {label}
          </label>
        )}
        {aside}
      </div>
      {isGroup ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out
        <div role="group" aria-labelledby={labelId} aria-describedby={aboutId(id)} className={styles.control}>
          {children}
        </div>
      ) : (
        <div className={styles.control}>{children}</div>
      )}
      <div id={aboutId(id)}>
        {faults.map((fault) => (
          <p key={fault} className={styles.fault} role="alert">
            {fault}
          </p>
        ))}
        {faults.length === 0 && help ? <p className={styles.help}>{help}</p> : null}
      </div>
    </div>
  );
}

export function aboutId(controlId: string): string {
  return `${controlId}-about`;
}
