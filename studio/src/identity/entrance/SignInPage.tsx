import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys } from '../../api/keys.ts';
import { fetchSignInWays, hasSession } from '../../api/signIn.ts';
import { Failure } from '../parts/Failure.tsx';
import { reasonText } from '../reasonText.ts';
import { CodeForm } from './CodeForm.tsx';
import styles from './Frame.module.css';
import { Frame } from './Frame.tsx';
import { SetupHint } from './SetupHint.tsx';
import { SignInForm } from './SignInForm.tsx';
import { singleSignOnText } from './singleSignOnText.ts';

interface SignInPageProps {
  readonly to: string;
  /** Why single sign-on did not let somebody in. */
  readonly error: string | undefined;
  readonly onDone: (to: string) => void;
  readonly go: (path: string) => void;
}

export function SignInPage({ to, error, onDone, go }: SignInPageProps) {
  const { t, i18n } = useTranslation();
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [again, setAgain] = useState<unknown>();
  const { data: ways } = useQuery({ queryKey: identityKeys.signIn, queryFn: fetchSignInWays, staleTime: 0 });

  // Whoever is signed in already, in another tab perhaps, has no business here.
  const { data: isIn = false } = useQuery({ queryKey: identityKeys.session, queryFn: hasSession, staleTime: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known
  useEffect(() => {
    if (isIn) onDone(to);
  }, [isIn]);

  if (step === 'code') {
    return (
      <Frame title={t('signIn.codeTitle')} text={t('signIn.codeText')}>
        <CodeForm
          onDone={() => onDone(to)}
          onAgain={(failure) => {
            setAgain(failure);
            setStep('password');
          }}
        />
      </Frame>
    );
  }
  const why: ReactNode = again ? reasonText(t, i18n.language, again) : error ? singleSignOnText(t, error) : undefined;
  return (
    <Frame title={t('signIn.title')} text={t('signIn.text')}>
      <SignInForm
        ways={ways}
        to={to}
        notice={why ? <Failure>{why}</Failure> : ways?.needsSetup ? <SetupHint /> : null}
        onDone={() => onDone(to)}
        onCode={() => setStep('code')}
        aside={
          <a
            href="/forgot-password"
            className={styles.link}
            onClick={(event) => {
              event.preventDefault();
              go('/forgot-password');
            }}
          >
            {t('signIn.forgot')}
          </a>
        }
      />
    </Frame>
  );
}
