import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/MeContext.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './BackupCodes.module.css';

/** Codes for the day on which the authenticator is lost: to copy, or as a file. */
export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation();
  const { email = '' } = useMe();
  const [isCopied, setCopied] = useState(false);

  function download() {
    const text = `Kiln · ${window.location.host} · ${email}\n\n${codes.join('\n')}\n`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: 'kiln-backup-codes.txt' });
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <>
      <ul className={styles.codes} aria-label={t('account.backupCodes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button
          icon={isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          onClick={() =>
            navigator.clipboard?.writeText(codes.join('\n')).then(
              () => setCopied(true),
              () => undefined,
            )
          }
        >
          {isCopied ? t('error.copied') : t('account.copy')}
        </Button>
        <Button icon={<Download size={15} aria-hidden />} onClick={download}>
          {t('account.download')}
        </Button>
      </div>
    </>
  );
}
