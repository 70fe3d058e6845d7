import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeUser, type User } from '../../api/users.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { TextLine } from '../parts/TextLine.tsx';
import { userErrorText } from './userErrorText.ts';

interface EmailDialogProps {
  readonly user: User;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

/** The address by which somebody signs in. */
export function EmailDialog({ user, onDone, onClose }: EmailDialogProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(user.email ?? '');
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      await changeUser(user.id, { email: email.trim() });
      await onDone();
    },
    onSuccess: onClose,
  });
  const isChanged = email.trim() !== '' && email.trim() !== user.email;
  return (
    <Dialog look="sheet" label={t('users.changeEmail')} onClose={onClose}>
      <form
        className={dialog.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged && !isPending) mutate();
        }}
      >
        <h2 className={dialog.title}>{t('users.changeEmail')}</h2>
        <p className={dialog.text}>{t('users.changeEmailText', { name: user.name })}</p>
        <TextLine
          label={t('signIn.email')}
          type="email"
          inputMode="email"
          autoComplete="off"
          autoFocus
          maxLength={254}
          value={email}
          error={error ? userErrorText(t, error) : undefined}
          onChange={setEmail}
        />
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={!isChanged || isPending} aria-busy={isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
