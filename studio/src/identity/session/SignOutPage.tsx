import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../../api/signIn.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';

/**
 * Ends the session. A page, so that one with unsaved changes is asked about before it is left. Opened by its address alone, which
 * another site can do, it asks first.
 */
export function SignOutPage() {
  const { t } = useTranslation();
  const { signsOut = false } = useLocation().state;
  const { mutate, error } = useMutation({
    mutationFn: signOut,
    // Everything that was read goes with the page.
    onSuccess: () => window.location.replace('/sign-in'),
  });
  // Two answers would both leave for the page of sign-in, the second while the first is on its way.
  const hasBegun = useRef(false);
  useEffect(() => {
    if (!signsOut || hasBegun.current) return;
    hasBegun.current = true;
    mutate();
  }, [signsOut, mutate]);
  return (
    <>
      <PageHeader title={t('account.signOut')} />
      {error ? (
        <ErrorNotice error={error} onRetry={mutate} />
      ) : (
        <Notice
          icon={<LogOut size={20} />}
          title={signsOut ? t('account.signingOut') : t('account.signOutQuestion')}
          actions={
            signsOut ? null : (
              <Button look="main" onClick={() => mutate()}>
                {t('account.signOut')}
              </Button>
            )
          }
        />
      )}
    </>
  );
}
