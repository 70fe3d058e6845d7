import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/copyText.ts';
import styles from './RequestId.module.css';

/** Finds a failed request in the server's log; a click copies it. */
export function RequestId({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      className={styles.id}
      title={t('error.copyId')}
      onClick={() => {
        copyText(id).then(
          () => setCopied(true),
          // It stands there to be read.
          () => {},
        );
      }}
    >
      <span className={styles.label}>{isCopied ? t('error.copied') : t('error.requestId')}</span>
      <code>{id}</code>
      <Icon size={12} aria-hidden />
    </button>
  );
}
