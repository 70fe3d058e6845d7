import { useMutation, useQuery } from '@tanstack/react-query';
import { Link2Off } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { identityKeys } from '../../api/keys.ts';
import { fetchSignInWays, setUp } from '../../api/signIn.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Failure } from '../parts/Failure.tsx';
import { TextLine } from '../parts/TextLine.tsx';
import { reasonText } from '../reasonText.ts';
import styles from './Frame.module.css';
import { Frame } from './Frame.tsx';
import { NewPasswordLines } from './NewPasswordLines.tsx';

interface SetupPageProps {
  readonly token: string;
  readonly onDone: (to: string) => void;
  readonly go: (path: string) => void;
}

/** The first administrator, by the link that the server printed. */
export function SetupPage({ token, onDone, go }: SetupPageProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const { data: ways, isPending, refetch } = useQuery({ queryKey: identityKeys.signIn, queryFn: fetchSignInWays });
  const minLength = ways?.minPassword ?? 10;
  const create = useMutation({
    mutationFn: () => setUp({ token, name: name.trim(), email: email.trim(), password, language: i18n.language }),
    onSuccess: () => onDone('/'),
    // Somebody else may have been faster.
    onError: () => refetch(),
  });

  const { error } = create;
  const refusal = error instanceof ApiError ? error : undefined;
  const isPassword = refusal?.reason?.startsWith('PASSWORD_') ?? false;
  const wrong = (field: 'name' | 'email' | 'password', value: string): string | undefined => {
    if (isTried && value.trim() === '') return t('fault.required');
    if (field === 'password' && isTried && [...value].length < minLength) return t('reason.PASSWORD_TOO_SHORT');
    if (field === 'password' && isPassword) return reasonText(t, i18n.language, error);
    const fault = refusal?.faults.find(({ pointer }) => pointer === `/${field}`);
    return fault ? faultMessage(t, fault) : undefined;
  };
  if (isPending) return <Frame title={t('setup.title')}>{<div className={styles.waiting} aria-busy />}</Frame>;
  if (ways?.needsSetup === false && !create.isSuccess) {
    return (
      <Frame title={t('setup.done')}>
        <Notice
          icon={<Link2Off size={20} />}
          title={t('setup.usedTitle')}
          text={t('setup.usedText')}
          actions={
            <Button look="main" onClick={() => go('/sign-in')}>
              {t('signIn.title')}
            </Button>
          }
        />
      </Frame>
    );
  }
  const isShown = isPassword || (refusal?.faults.length ?? 0) > 0;
  return (
    <Frame title={t('setup.title')} text={t('setup.text')}>
      {error && !isShown ? (
        <Failure>{refusal?.status === 403 ? t('setup.badLink') : reasonText(t, i18n.language, error)}</Failure>
      ) : null}
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          const isComplete = name.trim() !== '' && email.trim() !== '' && [...password].length >= minLength;
          if (isComplete && !create.isPending) create.mutate();
        }}
      >
        <TextLine
          label={t('setup.name')}
          name="name"
          autoComplete="name"
          autoFocus
          maxLength={200}
          value={name}
          error={wrong('name', name)}
          onChange={setName}
        />
        <TextLine
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          maxLength={254}
          value={email}
          error={wrong('email', email)}
          onChange={setEmail}
        />
        <NewPasswordLines
          label={t('signIn.password')}
          minLength={minLength}
          value={password}
          error={wrong('password', password)}
          onChange={setPassword}
        />
        <Button
          type="submit"
          look="main"
          className={styles.wide}
          disabled={create.isPending || create.isSuccess}
          aria-busy={create.isPending}
        >
          {t('setup.submit')}
        </Button>
      </form>
    </Frame>
  );
}
