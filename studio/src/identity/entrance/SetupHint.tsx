import { Flame } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './Frame.module.css';

/** Nobody can administer yet. Those who were invited by a token may be here all the same, so the form stays. */
export function SetupHint() {
  const { t } = useTranslation();
  return (
    <div className={styles.hint} role="status">
      <Flame size={16} aria-hidden />
      <div>
        <strong>{t('setup.needed')}</strong>
        <p>{t('setup.neededText')}</p>
      </div>
    </div>
  );
}
