import styles from './inspector.module.css';
import { Line } from './Line.tsx';

interface TextLineProps {
  readonly label: string;
  readonly value: string;
  readonly help?: string;
  readonly problem?: string | undefined;
  readonly placeholder?: string;
  readonly isLong?: boolean;
  readonly isCode?: boolean;
  readonly maxLength?: number;
  readonly onChange: (text: string) => void;
  readonly onBlur?: () => void;
}

export function TextLine(props: TextLineProps) {
  const {
    label,
    value,
    help,
    problem,
    placeholder,
    isLong = false,
    isCode = false,
    maxLength,
    onChange,
    onBlur,
  } = props;
  return (
    <Line label={label} help={help} problem={problem}>
      {(control) => {
        const common = {
          ...control,
          value,
          placeholder,
          maxLength,
          onBlur,
          autoComplete: 'off',
          spellCheck: isCode ? false : undefined,
          className: `${styles.input} ${isLong ? styles.area : ''} ${isCode ? styles.code : ''}`,
        };
        return isLong ? (
          <textarea {...common} rows={2} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input {...common} onChange={(event) => onChange(event.target.value)} />
        );
      }}
    </Line>
  );
}
