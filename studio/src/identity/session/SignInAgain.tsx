import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys } from '../../api/keys.ts';
import { fetchMe, meQuery } from '../../api/me.ts';
import { fetchSignInWays } from '../../api/signIn.ts';
import { CodeForm } from '../entrance/CodeForm.tsx';
import frame from '../entrance/Frame.module.css';
import { Frame } from '../entrance/Frame.tsx';
import { SignInForm } from '../entrance/SignInForm.tsx';
import { Failure } from '../parts/Failure.tsx';
import { reasonText } from '../reasonText.ts';
import styles from './SignInAgain.module.css';

interface SignInAgainProps {
  /** Where one is. */
  readonly to: string;
  readonly onDone: () => void;
}

/**
 * Signs in again over a page whose session has ended. It lies above every dialog, nothing below can be seen or reached, and what
 * was typed there is still there afterwards. Somebody else begins anew.
 */
export function SignInAgain({ to, onDone }: SignInAgainProps) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const [before] = useState(() => cache.getQueryData(meQuery().queryKey));
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [again, setAgain] = useState<unknown>();
  const { data: ways } = useQuery({ queryKey: identityKeys.signIn, queryFn: fetchSignInWays });

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('input[name="password"]')?.focus();
    return () => element?.close();
  }, []);

  async function finish() {
    const me = await fetchMe();
    if (me.id === before?.id) return onDone();
    leaveUnasked();
    window.location.assign('/');
  }

  function beginAnew() {
    leaveUnasked();
    window.location.assign('/sign-in');
  }

  return (
    <dialog
      ref={dialog}
      aria-label={t('signIn.againTitle')}
      className={styles.dialog}
      onCancel={(event) => event.preventDefault()}
    >
      {step === 'code' ? (
        <Frame title={t('signIn.codeTitle')} text={t('signIn.codeText')}>
          <CodeForm
            onDone={finish}
            onAgain={(failure) => {
              setAgain(failure);
              setStep('password');
            }}
          />
        </Frame>
      ) : (
        <Frame title={t('signIn.againTitle')} text={t('signIn.againText')}>
          <SignInForm
            ways={ways}
            to={to}
            email={before?.email}
            notice={<Failure>{again ? reasonText(t, i18n.language, again) : null}</Failure>}
            onDone={finish}
            onCode={() => setStep('code')}
            onLeave={leaveUnasked}
          />
          <div className={frame.back}>
            <button type="button" className={frame.link} onClick={beginAnew}>
              {t('signIn.otherAccount')}
            </button>
          </div>
        </Frame>
      )}
    </dialog>
  );
}

/** What was typed is kept as a draft when the page goes, so the browser need not ask. */
function leaveUnasked(): void {
  window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true });
}
