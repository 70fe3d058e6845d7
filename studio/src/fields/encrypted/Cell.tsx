import { Eye, EyeOff, LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errorText.ts';
import { plainText } from '../../lib/values.ts';
import { Button } from '../../ui/Button.tsx';
import { useEntityScope } from '../EntityScope.tsx';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';
import { useReveal } from './useReveal.ts';

/** Dots, and the text behind them on demand where the record is known. */
export function Cell({ field, value }: CellProps) {
  const { t } = useTranslation();
  const { secret, isLoading, error, canReveal, show, hide } = useReveal(useEntityScope(), field.name);
  const label = secret === undefined ? t('form.reveal') : t('form.hide');
  return (
    <span className={styles.inline}>
      <LockKeyhole size={13} className={styles.faint} aria-hidden />
      <span className={secret === undefined ? styles.faint : styles.mono} aria-live="polite">
        {secret ?? plainText(value)}
      </span>
      {canReveal ? (
        <Button
          look="quiet"
          className={styles.small}
          disabled={isLoading}
          aria-label={label}
          title={error ? errorText(t, error) : label}
          icon={secret === undefined ? <Eye size={13} aria-hidden /> : <EyeOff size={13} aria-hidden />}
          onClick={(event) => {
            event.stopPropagation();
            if (secret === undefined) show();
            else hide();
          }}
        />
      ) : null}
    </span>
  );
}
