import { useTranslation } from 'react-i18next';
import type { ParkedItem } from '../../../../core/workspace/changeSetAnswer.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';

interface PurgeDialogProps {
  readonly item: ParkedItem;
  readonly isPurging: boolean;
  readonly onPurge: () => void;
  readonly onClose: () => void;
}

/** The one thing here that cannot be taken back. */
export function PurgeDialog({ item, isPurging, onPurge, onClose }: PurgeDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = t('studio.purgeTitle', { title: item.title });
  return (
    <Dialog look="sheet" label={title} onClose={onClose}>
      <div className={dialog.form}>
        <h2 className={dialog.title}>{title}</h2>
        <p className={dialog.text}>{t('studio.purgeText', { count: item.rows, shown: format.number(item.rows) })}</p>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="danger" disabled={isPurging} onClick={onPurge}>
            {t('studio.purge')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
