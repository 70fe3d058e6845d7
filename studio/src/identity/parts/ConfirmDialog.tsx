import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { reasonText } from '../reasonText.ts';
import { Failure } from './Failure.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: ReactNode;
  /** What the button says. */
  readonly action: string;
  /** Done before the dialog closes; what it throws is said in it. */
  readonly run: () => Promise<unknown>;
  readonly errorText?: (error: unknown) => string | undefined;
  readonly onClose: () => void;
}

/** Asks before something that cannot simply be taken back. */
export function ConfirmDialog({ title, text, action, run, errorText, onClose }: ConfirmDialogProps) {
  const { t, i18n } = useTranslation();
  const { mutate, isPending, error } = useMutation({ mutationFn: run, onSuccess: onClose });
  return (
    <Dialog look="sheet" label={title} onClose={onClose}>
      <div className={dialog.form}>
        <h2 className={dialog.title}>{title}</h2>
        <div className={dialog.text}>{text}</div>
        {error ? <Failure>{errorText?.(error) ?? reasonText(t, i18n.language, error)}</Failure> : null}
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" disabled={isPending} aria-busy={isPending} onClick={() => mutate()}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
