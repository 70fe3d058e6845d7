import { useMutation, useQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { identityKeys } from '../../api/keys.ts';
import { fetchSignInWays, requestPasswordReset } from '../../api/signIn.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Failure } from '../parts/Failure.tsx';
import { TextLine } from '../parts/TextLine.tsx';
import { reasonText } from '../reasonText.ts';
import styles from './Frame.module.css';
import { Frame } from './Frame.tsx';

/** Asks for a link that sets a new password. Says the same whether there is such an account or not. */
export function ForgotPage({ go }: { readonly go: (path: string) => void }) {
  const { t, i18n } = useTranslation();
  const [email, setEmail] = useState('');
  const [isTried, setTried] = useState(false);
  const { data: ways } = useQuery({ queryKey: identityKeys.signIn, queryFn: fetchSignInWays });
  const ask = useMutation({ mutationFn: () => requestPasswordReset(email.trim()) });
  const back = (
    <div className={styles.back}>
      <a
        href="/sign-in"
        className={styles.link}
        onClick={(event) => {
          event.preventDefault();
          go('/sign-in');
        }}
      >
        {t('signIn.toSignIn')}
      </a>
    </div>
  );
  if (ask.isSuccess) {
    return (
      <Frame title={t('signIn.forgotTitle')}>
        <Notice
          icon={<MailCheck size={20} />}
          title={t('signIn.sent')}
          text={ways?.sendsMail === false ? t('signIn.noMailText') : t('signIn.sentText', { email: email.trim() })}
        />
        {back}
      </Frame>
    );
  }
  const isLocked = ask.error instanceof ApiError && ask.error.retryAfter !== undefined;
  const wrong =
    isTried && !email.includes('@')
      ? t('reason.INVALID_EMAIL')
      : ask.error && !isLocked
        ? reasonText(t, i18n.language, ask.error)
        : undefined;
  return (
    <Frame
      title={t('signIn.forgotTitle')}
      text={ways?.sendsMail === false ? t('signIn.noMailText') : t('signIn.forgotText')}
    >
      {isLocked ? <Failure>{reasonText(t, i18n.language, ask.error)}</Failure> : null}
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (email.includes('@') && !ask.isPending) ask.mutate();
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
          autoFocus
          value={email}
          error={wrong}
          onChange={setEmail}
        />
        <Button type="submit" look="main" className={styles.wide} disabled={ask.isPending} aria-busy={ask.isPending}>
          {t('signIn.sendLink')}
        </Button>
      </form>
      {back}
    </Frame>
  );
}
