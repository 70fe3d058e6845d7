import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './AwaitsApproval.module.css';

/** A small sign beside the label of a field that stays as it is until an approval is decided. */
export function AwaitsApproval() {
  const { t } = useTranslation();
  return (
    <span className={styles.lock} role="img" aria-label={t('record.awaitsApproval')} title={t('record.awaitsApproval')}>
      <Lock size={12} aria-hidden />
    </span>
  );
}
