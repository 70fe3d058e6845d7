import { useTranslation } from 'react-i18next';
import styles from './Filters.module.css';

/** Days as `2026-01-31`; undefined: open on that side. */
interface Days {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface DayRangeProps {
  readonly days: Days;
  readonly onChange: (changed: Days) => void;
}

/** From which day to which. */
export function DayRange({ days: { from, to }, onChange }: DayRangeProps) {
  const { t } = useTranslation();
  return (
    <span className={styles.days}>
      <input
        type="date"
        className={styles.day}
        aria-label={t('audit.from')}
        title={t('audit.from')}
        value={from ?? ''}
        max={to}
        onChange={({ target }) => onChange({ from: target.value || undefined })}
      />
      <span aria-hidden>–</span>
      <input
        type="date"
        className={styles.day}
        aria-label={t('audit.to')}
        title={t('audit.to')}
        value={to ?? ''}
        min={from}
        onChange={({ target }) => onChange({ to: target.value || undefined })}
      />
    </span>
  );
}
