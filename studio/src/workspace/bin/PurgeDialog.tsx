import { useTranslation } from 'react-i18next';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './PurgeDialog.module.css';

interface PurgeDialogProps {
  /** How many records it is about. */
  readonly count: number;
  readonly onPurge: () => void;
  readonly onClose: () => void;
}

/** Asks before records are removed for good. */
export function PurgeDialog({ count, onPurge, onClose }: PurgeDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Dialog label={t('bin.purgeTitle')} look="sheet" onClose={onClose}>
      <div className={styles.confirm}>
        <h2>{t('bin.purgeTitle')}</h2>
        <p>{t('bin.purgeText', { count, number: format.number(count) })}</p>
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="danger"
            onClick={() => {
              onClose();
              onPurge();
            }}
          >
            {t('bin.purge')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
