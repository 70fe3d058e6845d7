import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RetryOptions, type RunsToRetry, retryVersions } from '../../api/runs.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Segmented } from '../../ui/Segmented.tsx';
import { useRunActions } from '../../workspace/runs/useRunActions.ts';

interface RetryDialogProps {
  readonly which: RunsToRetry;
  /** What the workflow is called, where all that failed of it go on. */
  readonly title: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks on which version many runs go on: what they do outside is done. */
export function RetryDialog({ which, title, onClose, onDone }: RetryDialogProps) {
  const { t } = useTranslation();
  const act = useRunActions();
  const [version, setVersion] = useState<RetryOptions['version']>('pinned');
  function retry() {
    const done = () => {
      onDone();
      onClose();
    };
    act.mutate({ do: 'retryAll', which, version }, { onSuccess: done });
  }
  function text(): string {
    if ('ids' in which) return t('runs.retryText', { count: which.ids.length });
    return which.since === undefined
      ? t('runs.retryAllText', { workflow: title })
      : t('runs.retrySinceText', { workflow: title });
  }
  return (
    <Dialog look="sheet" label={t('runs.retryTitle')} onClose={onClose}>
      <div className={dialog.form}>
        <h2 className={dialog.title}>{t('runs.retryTitle')}</h2>
        <p className={dialog.text}>{text()}</p>
        <Segmented
          label={t('runs.retryOn.label')}
          value={version}
          options={retryVersions.map((value) => ({ value, title: t(`runs.retryOn.${value}`) }))}
          onChange={setVersion}
        />
        <p className={dialog.help}>{t(`runs.retryOn.${version}Help`)}</p>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" disabled={act.isPending} aria-busy={act.isPending} onClick={retry}>
            {t('action.retry')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
