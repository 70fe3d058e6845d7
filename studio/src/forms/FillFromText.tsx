import { Button } from 'antd';
import { ClipboardPaste } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import type { Draft } from '../store/createDraft.ts';
import { takesDetails } from './autofill/matchDetails.ts';
import styles from './FillFromText.module.css';

// Only who pastes needs the parser and the places of China.
const FillDialog = lazy(() => import('./FillDialog.tsx').then((module) => ({ default: module.FillDialog })));

interface FillFromTextProps {
  readonly formId: string;
  readonly entity: BrowserEntity;
  readonly draft: Draft;
}

/**
 * Fills a new person or company from a pasted signature or business card. A text of several lines that is pasted into a line of
 * the form opens it too.
 */
export function FillFromText({ formId, entity, draft }: FillFromTextProps) {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const isOffered = draft.state().saved.id === undefined && takesDetails(entity);

  useEffect(() => {
    if (!isOffered) return;
    function notice(event: ClipboardEvent) {
      const { target, clipboardData } = event;
      const pasted = clipboardData?.getData('text/plain') ?? '';
      const isLine = target instanceof HTMLInputElement && target.form?.id === formId && !target.closest('table');
      if (event.defaultPrevented || !isLine || pasted.trim().split('\n').length < 3) return;
      event.preventDefault();
      setText(pasted);
    }
    document.addEventListener('paste', notice);
    return () => document.removeEventListener('paste', notice);
  }, [isOffered, formId]);

  if (!isOffered) return null;
  return (
    <div className={styles.offer}>
      <Button size="small" icon={<ClipboardPaste size={14} aria-hidden />} onClick={() => setText('')}>
        {t('fill.offer')}
      </Button>
      {text === undefined ? null : (
        <Suspense fallback={null}>
          <FillDialog entity={entity} draft={draft} text={text} onClose={() => setText(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
