import { Check, Copy } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import { copyText } from '../../lib/copyText.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './JsonView.module.css';

/** Characters that are shown before somebody asks for all. */
const few = 20_000;

/** JSON as it is, to be read and copied. */
export function JsonView({ title, value }: { readonly title: string; readonly value: Json }) {
  const { t } = useTranslation();
  const id = useId();
  const shown = useRef<HTMLPreElement>(null);
  const [isCopied, setCopied] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const text = JSON.stringify(value, null, 2);
  const isCut = !isWhole && text.length > few;
  return (
    <section aria-labelledby={id}>
      <header className={styles.head}>
        <h3 id={id}>{title}</h3>
        <Button
          look="quiet"
          aria-label={t('runs.copy', { what: title })}
          icon={isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          onClick={() =>
            copyText(text).then(
              () => setCopied(true),
              // What is shown is marked, ready for the keyboard.
              () => shown.current && window.getSelection()?.selectAllChildren(shown.current),
            )
          }
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <pre ref={shown} className={styles.json} tabIndex={0}>
        {isCut ? `${text.slice(0, few)}…` : text}
      </pre>
      {isCut ? (
        <Button look="quiet" onClick={() => setWhole(true)}>
          {t('runs.showAll')}
        </Button>
      ) : null}
    </section>
  );
}
