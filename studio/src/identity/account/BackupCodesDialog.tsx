import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { BackupCodes } from './BackupCodes.tsx';

interface BackupCodesDialogProps {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

export function BackupCodesDialog({ codes, onClose }: BackupCodesDialogProps) {
  const { t } = useTranslation();
  return (
    // Not closed by a click beside it: the codes are shown this once.
    <Dialog look="sheet" label={t('account.backupCodes')} onClose={() => undefined}>
      <div className={dialog.form}>
        <h2 className={dialog.title}>{t('account.backupCodes')}</h2>
        <p className={dialog.text}>{t('account.keepCodes')}</p>
        <BackupCodes codes={codes} />
        <div className={dialog.foot}>
          <Button look="main" onClick={onClose}>
            {t('account.keptCodes')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
