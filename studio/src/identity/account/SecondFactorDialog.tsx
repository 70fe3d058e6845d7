import { useMutation } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enableSecondFactor, type SecondFactor } from '../../api/account.ts';
import { verifyCode } from '../../api/signIn.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { CopyLine } from '../parts/CopyLine.tsx';
import fields from '../parts/fields.module.css';
import { TextLine } from '../parts/TextLine.tsx';
import { reasonText } from '../reasonText.ts';
import { BackupCodesDialog } from './BackupCodesDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import styles from './SecondFactorDialog.module.css';

const QrCode = lazyPart(async () => (await import('./QrCode.tsx')).QrCode);

interface SecondFactorDialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Three steps: the password, the code of the authenticator that was just set up, and the backup codes. */
export function SecondFactorDialog({ onDone, onClose }: SecondFactorDialogProps) {
  const { t } = useTranslation();
  const [factor, setFactor] = useState<SecondFactor>();
  const [isVerified, setVerified] = useState(false);
  if (!factor) {
    return (
      <PasswordDialog
        title={t('account.turnOnTitle')}
        text={t('account.turnOnText')}
        action={t('account.continue')}
        run={async (password) => {
          const [made] = await Promise.all([enableSecondFactor(password), QrCode.preload()]);
          setFactor(made);
        }}
        onClose={onClose}
      />
    );
  }
  if (!isVerified) return <Scan uri={factor.uri} onVerified={() => setVerified(true)} onClose={onClose} />;
  return <BackupCodesDialog codes={factor.backupCodes} onClose={onDone} />;
}

interface ScanProps {
  readonly uri: string;
  readonly onVerified: () => void;
  readonly onClose: () => void;
}

function Scan({ uri, onVerified, onClose }: ScanProps) {
  const { t, i18n } = useTranslation();
  const [code, setCode] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: (typed: string) => verifyCode(typed, false),
    onSuccess: onVerified,
    onError: () => setCode(''),
  });
  return (
    <Dialog look="sheet" label={t('account.scanTitle')} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (code.length === 6 && !isPending) mutate(code);
        }}
      >
        <h2 className={dialog.title}>{t('account.scanTitle')}</h2>
        <div className={styles.scan}>
          <Suspense>
            <QrCode text={uri} label={t('account.qrCode')} />
          </Suspense>
          <div className={styles.words}>
            <p className={dialog.text}>{t('account.scanText')}</p>
            <span className={styles.faint}>{t('account.manualKey')}</span>
            <CopyLine label={t('account.manualKey')} text={new URL(uri).searchParams.get('secret') ?? ''} />
          </div>
        </div>
        <TextLine
          label={t('signIn.code')}
          name="one-time-code"
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
          className={fields.code}
          value={code}
          error={error ? reasonText(t, i18n.language, error) : undefined}
          onChange={(text) => {
            const typed = text.replace(/\D/g, '').slice(0, 6);
            setCode(typed);
            if (typed.length === 6 && typed !== code && !isPending) mutate(typed);
          }}
        />
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={code.length < 6 || isPending} aria-busy={isPending}>
            {t('signIn.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
