import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Passkey, renamePasskey } from '../../api/passkeys.ts';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { TextLine } from '../parts/TextLine.tsx';

interface RenamePasskeyDialogProps {
  readonly passkey: Passkey;
  readonly onDone: () => Promise<unknown>;
  readonly onClose: () => void;
}

export function RenamePasskeyDialog({ passkey, onDone, onClose }: RenamePasskeyDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(passkey.name ?? '');
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      await renamePasskey(passkey.id, name.trim());
      await onDone();
    },
    onSuccess: onClose,
  });
  return (
    <Dialog look="sheet" label={t('account.renamePasskey')} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !isPending) mutate();
        }}
      >
        <h2 className={dialog.title}>{t('account.renamePasskey')}</h2>
        <TextLine
          label={t('account.name')}
          autoFocus
          maxLength={100}
          value={name}
          error={error ? errorText(t, error) : undefined}
          onChange={setName}
        />
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={name.trim() === '' || isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
