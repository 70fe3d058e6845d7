import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../lib/copyText.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './CopyLine.module.css';

interface CopyLineProps {
  readonly label: string;
  readonly text: string;
}

/** A text to be taken along, with a button that copies it. */
export function CopyLine({ label, text }: CopyLineProps) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function copy() {
    try {
      await copyText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      // Without TLS there is no clipboard: it is marked, ready for the keyboard.
      input.current?.select();
    }
  }

  return (
    <div className={styles.line}>
      <input
        ref={input}
        readOnly
        className={styles.text}
        aria-label={label}
        value={text}
        onFocus={(event) => event.target.select()}
      />
      <Button icon={isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />} onClick={copy}>
        {isCopied ? t('error.copied') : t('account.copy')}
      </Button>
    </div>
  );
}
