import { useMutation, useQuery } from '@tanstack/react-query';
import { Link2Off } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { identityKeys } from '../../api/keys.ts';
import { fetchLinkOwner, fetchSignInWays, setPasswordByLink, signIn } from '../../api/signIn.ts';
import { languages } from '../../app/languages.ts';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { hasChosenLanguage } from '../../app/preferences.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Failure } from '../parts/Failure.tsx';
import { reasonText } from '../reasonText.ts';
import { CodeForm } from './CodeForm.tsx';
import styles from './Frame.module.css';
import { Frame } from './Frame.tsx';
import { NewPasswordLines } from './NewPasswordLines.tsx';

interface ChoosePasswordPageProps {
  /** welcome: somebody was invited; reset: they forgot theirs. */
  readonly reason: 'welcome' | 'reset';
  readonly token: string;
  readonly onDone: (to: string) => void;
  readonly go: (path: string) => void;
}

/** A password, chosen by the link of a mail; then one is signed in with it. */
export function ChoosePasswordPage({ reason, token, onDone, go }: ChoosePasswordPageProps) {
  const { t, i18n } = useTranslation();
  const { language, change } = usePreferences();
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const { data: ways } = useQuery({ queryKey: identityKeys.signIn, queryFn: fetchSignInWays });
  const { data: owner, error, refetch } = useQuery({ queryKey: ['link', token], queryFn: () => fetchLinkOwner(token) });
  const minLength = ways?.minPassword ?? 10;
  const choose = useMutation({
    mutationFn: async (email: string) => {
      await setPasswordByLink(token, password);
      return signIn(email, password);
    },
    onSuccess: (step) => (step === 'code' ? setNeedsCode(true) : onDone('/')),
  });

  // Whoever invited them knows which language they read.
  const theirs = languages.find(({ code }) => code === owner?.language)?.code;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known; afterwards the person chooses
  useEffect(() => {
    if (theirs && theirs !== language && !hasChosenLanguage()) change({ language: theirs });
  }, [theirs]);

  const toSignIn = <Button onClick={() => go('/sign-in')}>{t('signIn.toSignIn')}</Button>;
  const failure = choose.error instanceof ApiError ? choose.error : undefined;
  const isGone = token === '' || (error instanceof ApiError && error.status === 404);
  if (isGone || failure?.reason === 'INVALID_TOKEN') {
    return (
      <Frame title={t('signIn.linkGone')}>
        <Notice
          icon={<Link2Off size={20} />}
          title={t('signIn.linkGoneTitle')}
          text={reason === 'welcome' ? t('signIn.invitationGoneText') : t('signIn.resetGoneText')}
          actions={
            reason === 'welcome' ? (
              toSignIn
            ) : (
              <>
                <Button look="main" onClick={() => go('/forgot-password')}>
                  {t('signIn.newLink')}
                </Button>
                {toSignIn}
              </>
            )
          }
        />
      </Frame>
    );
  }
  if (needsCode) {
    return (
      <Frame title={t('signIn.codeTitle')} text={t('signIn.codeText')}>
        <CodeForm onDone={() => onDone('/')} onAgain={() => go('/sign-in')} />
      </Frame>
    );
  }
  const title = reason === 'welcome' ? t('signIn.welcome') : t('signIn.newPasswordTitle');
  if (error) {
    return (
      <Frame title={title}>
        <ErrorNotice error={error} onRetry={() => refetch()} />
      </Frame>
    );
  }
  if (!owner) return <Frame title={title}>{<div className={styles.waiting} aria-busy />}</Frame>;

  const isShort = isTried && [...password].length < minLength;
  const isPassword = failure?.reason?.startsWith('PASSWORD_') ?? false;
  const wrong = isShort
    ? t('reason.PASSWORD_TOO_SHORT')
    : isPassword
      ? reasonText(t, i18n.language, failure)
      : undefined;
  return (
    <Frame
      title={reason === 'welcome' ? t('signIn.welcomeName', { name: owner.name }) : title}
      text={
        reason === 'welcome'
          ? t('signIn.welcomeText', { email: owner.email })
          : t('signIn.newPasswordText', { email: owner.email })
      }
    >
      {choose.error && !isPassword ? <Failure>{reasonText(t, i18n.language, choose.error)}</Failure> : null}
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if ([...password].length >= minLength && !choose.isPending) choose.mutate(owner.email);
        }}
      >
        <NewPasswordLines
          email={owner.email}
          label={reason === 'welcome' ? t('signIn.password') : t('signIn.newPassword')}
          minLength={minLength}
          autoFocus
          value={password}
          error={wrong}
          onChange={setPassword}
        />
        <Button
          type="submit"
          look="main"
          className={styles.wide}
          disabled={choose.isPending || choose.isSuccess}
          aria-busy={choose.isPending}
        >
          {reason === 'welcome' ? t('signIn.begin') : t('signIn.savePassword')}
        </Button>
      </form>
    </Frame>
  );
}
