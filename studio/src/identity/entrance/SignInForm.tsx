import { useMutation } from '@tanstack/react-query';
import { Building2, KeyRound } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { knowsPasskeys, signInByPasskey } from '../../api/passkeys.ts';
import { type SignInWays, signIn, startSingleSignOn } from '../../api/signIn.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../parts/Failure.tsx';
import { PasswordLine } from '../parts/PasswordLine.tsx';
import { TextLine } from '../parts/TextLine.tsx';
import { reasonText } from '../reasonText.ts';
import { signInPath } from './entranceAddress.ts';
import styles from './Frame.module.css';

interface SignInFormProps {
  /** undefined while they are being read: the form is there already. */
  readonly ways: SignInWays | undefined;
  /** Where to go afterwards. */
  readonly to: string;
  /** Known already: somebody signs in again. */
  readonly email?: string | undefined;
  /** What brought somebody here. */
  readonly notice?: ReactNode;
  /** Beside the password. */
  readonly aside?: ReactNode;
  readonly onDone: () => void;
  /** The password was right, a code is needed. */
  readonly onCode: () => void;
  /** Called before the page is left for the provider of single sign-on. */
  readonly onLeave?: () => void;
}

/** E-mail and password, or a passkey, or single sign-on. */
export function SignInForm({ ways, to, email: known, notice, aside, onDone, onCode, onLeave }: SignInFormProps) {
  const { t, i18n } = useTranslation();
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'email' | 'password'>();
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: 'email' | 'password') => form.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();

  const byPassword = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: (step) => (step === 'code' ? onCode() : onDone()),
    onError: (error) => {
      const isAddress = error instanceof ApiError && error.reason === 'INVALID_EMAIL';
      if (!isAddress) setPassword('');
      focus(isAddress ? 'email' : 'password');
    },
  });
  const byPasskey = useMutation({
    mutationFn: signInByPasskey,
    onSuccess: (isIn) => {
      if (isIn) onDone();
    },
  });
  const bySingleSignOn = useMutation({
    mutationFn: () => startSingleSignOn(to, signInPath(to)),
    onSuccess: (url) => {
      onLeave?.();
      window.location.assign(url);
    },
  });

  function submit() {
    const empty = email.trim() === '' ? 'email' : password === '' ? 'password' : undefined;
    setMissing(empty);
    if (empty) return focus(empty);
    byPasskey.reset();
    bySingleSignOn.reset();
    if (!byPassword.isPending) byPassword.mutate();
  }

  const failure = byPassword.error ?? byPasskey.error ?? bySingleSignOn.error;
  const isAddress = failure instanceof ApiError && failure.reason === 'INVALID_EMAIL';
  const addressError = missing === 'email' ? t('fault.required') : isAddress ? t('reason.INVALID_EMAIL') : undefined;
  const isBusy = byPassword.isPending || byPassword.isSuccess;
  return (
    <>
      {failure && !isAddress ? <Failure>{reasonText(t, i18n.language, failure)}</Failure> : notice}
      <form
        ref={form}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextLine
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={known === undefined}
          readOnly={known !== undefined}
          value={email}
          error={addressError}
          onChange={setEmail}
        />
        <PasswordLine
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          autoFocus={known !== undefined}
          value={password}
          error={missing === 'password' ? t('fault.required') : undefined}
          aside={aside}
          onChange={setPassword}
        />
        <Button type="submit" look="main" className={styles.wide} aria-busy={isBusy} disabled={isBusy}>
          {isBusy ? t('signIn.signingIn') : t('signIn.submit')}
        </Button>
      </form>
      {knowsPasskeys() || ways?.oidcLabel ? (
        <>
          <div className={styles.or}>{t('signIn.or')}</div>
          <div className={styles.ways}>
            {knowsPasskeys() ? (
              <Button
                className={styles.wide}
                icon={<KeyRound size={16} aria-hidden />}
                disabled={byPasskey.isPending}
                onClick={() => {
                  byPassword.reset();
                  byPasskey.mutate();
                }}
              >
                {t('signIn.passkey')}
              </Button>
            ) : null}
            {ways?.oidcLabel ? (
              <Button
                className={styles.wide}
                icon={<Building2 size={16} aria-hidden />}
                disabled={bySingleSignOn.isPending}
                onClick={() => {
                  byPassword.reset();
                  bySingleSignOn.mutate();
                }}
              >
                {t('signIn.with', { provider: ways.oidcLabel })}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
    </>
  );
}
