import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './RecordPage.module.css';

interface StepButtonsProps {
  /** From 1. */
  readonly position?: number | undefined;
  readonly total?: number | undefined;
  /** undefined: there is none. */
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
}

/** From one record of a list to the one before or after it. */
export function StepButtons({ position, total, onPrevious, onNext }: StepButtonsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className={styles.steps}>
      <Button
        look="quiet"
        aria-label={t('record.previous')}
        title={t('record.previous')}
        icon={<ChevronUp size={16} aria-hidden />}
        disabled={!onPrevious}
        onClick={onPrevious}
      />
      <Button
        look="quiet"
        aria-label={t('record.next')}
        title={t('record.next')}
        icon={<ChevronDown size={16} aria-hidden />}
        disabled={!onNext}
        onClick={onNext}
      />
      {position !== undefined && total !== undefined ? (
        <span className={styles.position}>
          {t('record.position', { at: format.number(position), of: format.number(total) })}
        </span>
      ) : null}
    </span>
  );
}
