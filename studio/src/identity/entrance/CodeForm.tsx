import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { verifyBackupCode, verifyCode } from '../../api/signIn.ts';
import { Button } from '../../ui/Button.tsx';
import { Check } from '../parts/Check.tsx';
import fields from '../parts/fields.module.css';
import { TextLine } from '../parts/TextLine.tsx';
import { reasonText } from '../reasonText.ts';
import styles from './Frame.module.css';

interface CodeFormProps {
  readonly onDone: () => void;
  /** The password has to be given again: it took too long, or too many codes were wrong. */
  readonly onAgain: (error?: unknown) => void;
}

const startOver = new Set(['INVALID_TWO_FACTOR_COOKIE', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE']);
const digits = 6;

/** The second step: a code of the authenticator, or one of the backup codes. */
export function CodeForm({ onDone, onAgain }: CodeFormProps) {
  const { t, i18n } = useTranslation();
  const [isBackup, setBackup] = useState(false);
  const [code, setCode] = useState('');
  const [trusts, setTrusts] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const verify = useMutation({
    mutationFn: (given: string) => (isBackup ? verifyBackupCode(given, trusts) : verifyCode(given, trusts)),
    onSuccess: onDone,
    onError: (error) => {
      if (error instanceof ApiError && startOver.has(error.reason ?? '')) return onAgain(error);
      setCode('');
      input.current?.focus();
    },
  });
  const isBusy = verify.isPending || verify.isSuccess;

  function type(text: string) {
    const typed = isBackup ? text.trim() : text.replace(/\D/g, '').slice(0, digits);
    setCode(typed);
    // Six digits are the whole code: pasted or filled in by the phone, they go at once.
    if (!isBackup && typed.length === digits && typed !== code && !isBusy) verify.mutate(typed);
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (code !== '' && !isBusy) verify.mutate(code);
      }}
    >
      <TextLine
        // The other kind of code is another line, with the cursor in it.
        key={String(isBackup)}
        ref={input}
        label={isBackup ? t('signIn.backupCode') : t('signIn.code')}
        name={isBackup ? 'backup-code' : 'one-time-code'}
        autoComplete={isBackup ? 'off' : 'one-time-code'}
        inputMode={isBackup ? 'text' : 'numeric'}
        autoCapitalize="none"
        spellCheck={false}
        className={isBackup ? undefined : fields.code}
        autoFocus
        value={code}
        error={verify.error ? reasonText(t, i18n.language, verify.error) : undefined}
        help={isBackup ? t('signIn.backupCodeHelp') : undefined}
        onChange={type}
      />
      <Check label={t('signIn.trustDevice')} checked={trusts} onChange={setTrusts} />
      <Button type="submit" look="main" className={styles.wide} disabled={isBusy || code === ''} aria-busy={isBusy}>
        {t('signIn.confirm')}
      </Button>
      <div className={styles.ways}>
        <button
          type="button"
          className={styles.link}
          onClick={() => {
            setBackup(!isBackup);
            setCode('');
            verify.reset();
          }}
        >
          {isBackup ? t('signIn.useCode') : t('signIn.useBackupCode')}
        </button>
        <button type="button" className={styles.link} onClick={() => onAgain()}>
          {t('signIn.otherAccount')}
        </button>
      </div>
    </form>
  );
}
