import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { useRunActions } from '../../workspace/runs/useRunActions.ts';

interface RetryDialogProps {
  /** Those that were chosen; absent: all that failed of the workflow. */
  readonly ids?: readonly string[];
  readonly workflow?: { readonly name: string; readonly title: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before many runs go on again: what they do outside is done. */
export function RetryDialog({ ids, workflow, onClose, onDone }: RetryDialogProps) {
  const { t } = useTranslation();
  const act = useRunActions();
  const which = ids ? { ids } : { workflow: workflow?.name ?? '' };
  return (
    <Dialog look="sheet" label={t('runs.retryTitle')} onClose={onClose}>
      <div className={dialog.form}>
        <h2 className={dialog.title}>{t('runs.retryTitle')}</h2>
        <p className={dialog.text}>
          {ids
            ? t('runs.retryText', { count: ids.length })
            : t('runs.retryAllText', { workflow: workflow?.title ?? '' })}
        </p>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="main"
            disabled={act.isPending}
            aria-busy={act.isPending}
            onClick={() =>
              act.mutate(
                { do: 'retryAll', which },
                {
                  onSuccess: () => {
                    onDone();
                    onClose();
                  },
                },
              )
            }
          >
            {t('action.retry')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
