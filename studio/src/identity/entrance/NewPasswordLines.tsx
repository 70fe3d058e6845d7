import { useTranslation } from 'react-i18next';
import fields from '../parts/fields.module.css';
import { PasswordLine } from '../parts/PasswordLine.tsx';

interface NewPasswordLinesProps {
  /** Whose it is, for password managers; absent where the form has a line for it. */
  readonly email?: string;
  readonly minLength: number;
  readonly value: string;
  readonly label: string;
  readonly autoFocus?: boolean;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

/** A new password. Once is enough: it can be looked at. */
export function NewPasswordLines({
  email,
  minLength,
  value,
  label,
  autoFocus,
  error,
  onChange,
}: NewPasswordLinesProps) {
  const { t } = useTranslation();
  return (
    <>
      {email === undefined ? null : (
        <input
          className={fields.hidden}
          type="email"
          name="email"
          autoComplete="username"
          tabIndex={-1}
          aria-hidden
          readOnly
          value={email}
        />
      )}
      <PasswordLine
        label={label}
        name="new-password"
        autoComplete="new-password"
        {...(autoFocus ? { autoFocus } : {})}
        value={value}
        error={error}
        help={t('signIn.passwordHelp', { count: minLength })}
        onChange={onChange}
      />
    </>
  );
}
