import { ArrowBigUpDash, Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './fields.module.css';
import { TextLine, type TextLineProps } from './TextLine.tsx';

interface PasswordLineProps extends Omit<TextLineProps, 'type' | 'autoComplete' | 'children'> {
  /** What a password manager is asked for. */
  readonly autoComplete: 'current-password' | 'new-password';
}

/** A password: can be looked at, and says when capitals are locked. */
export function PasswordLine({ help, ...rest }: PasswordLineProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const [hasCaps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'));
  const caps = hasCaps ? (
    <span className={styles.caps} role="status">
      <ArrowBigUpDash size={15} aria-hidden />
      {t('signIn.capsLock')}
    </span>
  ) : null;
  return (
    <TextLine
      {...rest}
      type={isShown ? 'text' : 'password'}
      className={styles.secret}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      help={caps ?? help}
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setCaps(false)}
    >
      <button
        type="button"
        className={styles.reveal}
        aria-label={isShown ? t('signIn.hidePassword') : t('signIn.showPassword')}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
      </button>
    </TextLine>
  );
}
