import { Button } from 'antd';
import { Copy, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/copyText.ts';
import { plainText } from '../lib/values.ts';
import type { SetAside } from '../store/followEntity.ts';
import { useToasts } from '../ui/toasts/ToastsContext.tsx';
import { FormNotice } from './FormNotice.tsx';
import styles from './SetAsideNotice.module.css';

interface SetAsideNoticeProps {
  readonly aside: readonly SetAside[];
  readonly onDismiss: () => void;
}

/** What was typed into fields that are gone meanwhile, or have another type: to copy it. */
export function SetAsideNotice({ aside, onDismiss }: SetAsideNoticeProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  if (aside.length === 0) return null;
  return (
    <FormNotice
      icon={<ScrollText size={16} aria-hidden />}
      actions={
        <Button size="small" type="text" onClick={onDismiss}>
          {t('action.dismiss')}
        </Button>
      }
    >
      {t('model.setAside')}
      <ul className={styles.list}>
        {aside.map(({ field, value, isRetyped }) => {
          const text = plainText(value);
          return (
            <li key={`${field.name} ${text}`} className={styles.item}>
              <span className={styles.field}>
                {isRetyped ? t('model.retyped', { field: field.title }) : t('model.gone', { field: field.title })}
              </span>
              <textarea
                className={styles.text}
                readOnly
                rows={Math.min(6, text.split('\n').length)}
                value={text}
                aria-label={field.title}
                onFocus={(event) => event.target.select()}
              />
              <Button
                size="small"
                icon={<Copy size={13} aria-hidden />}
                onClick={() =>
                  copyText(text).then(
                    () => toasts.success(t('model.copied')),
                    () => toasts.info(t('model.copyByHand')),
                  )
                }
              >
                {t('model.copy')}
              </Button>
            </li>
          );
        })}
      </ul>
    </FormNotice>
  );
}
