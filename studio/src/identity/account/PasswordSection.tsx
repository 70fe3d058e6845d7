import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { changePassword } from '../../api/account.ts';
import { identityKeys } from '../../api/keys.ts';
import { fetchSignInWays } from '../../api/signIn.ts';
import { useMe } from '../../app/MeContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { NewPasswordLines } from '../entrance/NewPasswordLines.tsx';
import { Check } from '../parts/Check.tsx';
import { Failure } from '../parts/Failure.tsx';
import { PasswordLine } from '../parts/PasswordLine.tsx';
import sections from '../parts/Section.module.css';
import { Section } from '../parts/Section.tsx';
import { reasonText } from '../reasonText.ts';
import styles from './ProfilePage.module.css';

/** One's password; for those who have one. */
export function PasswordSection() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [endsOthers, setEndsOthers] = useState(true);
  const { data: ways } = useQuery({ queryKey: identityKeys.signIn, queryFn: fetchSignInWays });
  const minLength = ways?.minPassword ?? 10;
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: () => changePassword(current, next, endsOthers),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      cache.invalidateQueries({ queryKey: identityKeys.sessions });
      toasts.success(t('account.passwordChanged'));
    },
  });

  if (!me.hasPassword) {
    return (
      <Section title={t('signIn.password')}>
        <p className={sections.empty}>{t('account.noPassword')}</p>
      </Section>
    );
  }
  const reason = error instanceof ApiError ? error.reason : undefined;
  const text = error ? reasonText(t, i18n.language, error) : undefined;
  const isCurrent = reason === 'INVALID_PASSWORD';
  const isNext = reason?.startsWith('PASSWORD_') ?? false;
  const isShort = next !== '' && [...next].length < minLength;
  return (
    <Section title={t('signIn.password')} text={t('account.passwordText')}>
      <form
        className={sections.padded}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (current !== '' && next !== '' && !isShort && !isPending) mutate();
        }}
      >
        {text && !isCurrent && !isNext ? <Failure>{text}</Failure> : null}
        <div className={styles.columns}>
          <PasswordLine
            label={t('account.currentPassword')}
            autoComplete="current-password"
            value={current}
            error={isCurrent ? text : undefined}
            onChange={(typed) => {
              reset();
              setCurrent(typed);
            }}
          />
          <div>
            <NewPasswordLines
              email={me.email ?? ''}
              label={t('signIn.newPassword')}
              minLength={minLength}
              value={next}
              error={isNext ? text : undefined}
              onChange={(typed) => {
                reset();
                setNext(typed);
              }}
            />
          </div>
        </div>
        <Check label={t('account.endOthersToo')} checked={endsOthers} onChange={setEndsOthers} />
        <div className={styles.foot}>
          <Button
            type="submit"
            look="main"
            disabled={current === '' || next === '' || isShort || isPending}
            aria-busy={isPending}
          >
            {t('account.changePassword')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
