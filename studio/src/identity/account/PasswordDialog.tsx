import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { PasswordLine } from '../parts/PasswordLine.tsx';
import { reasonText } from '../reasonText.ts';

interface PasswordDialogProps {
  readonly title: string;
  readonly text: string;
  /** What the button says. */
  readonly action: string;
  readonly run: (password: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the password before something that an open screen must not be enough for. */
export function PasswordDialog({ title, text, action, run, onClose }: PasswordDialogProps) {
  const { t, i18n } = useTranslation();
  const [password, setPassword] = useState('');
  const { mutate, isPending, error } = useMutation({ mutationFn: () => run(password) });
  return (
    <Dialog look="sheet" label={title} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '' && !isPending) mutate();
        }}
      >
        <h2 className={dialog.title}>{title}</h2>
        <p className={dialog.text}>{text}</p>
        <PasswordLine
          label={t('account.yourPassword')}
          autoComplete="current-password"
          autoFocus
          value={password}
          error={error ? reasonText(t, i18n.language, error) : undefined}
          onChange={setPassword}
        />
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={password === '' || isPending} aria-busy={isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
