import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { endViewAs, viewedAs } from '../../api/viewAs.ts';
import styles from './ViewAsBanner.module.css';

/** Says, over everything, that one looks as somebody else, and leads back. Nothing else may be mistaken for it. */
export function ViewAsBanner() {
  const { t } = useTranslation();
  const viewed = viewedAs();
  if (!viewed) return null;
  return (
    <>
      <div className={styles.frame} aria-hidden />
      <aside className={styles.banner} aria-label={t('viewAs.title')}>
        <Eye size={16} aria-hidden />
        <span className={styles.text}>
          {t('viewAs.now', { name: viewed.name })} <span className={styles.more}>{t('viewAs.readOnly')}</span>
        </span>
        <button type="button" className={styles.exit} onClick={endViewAs}>
          {t('viewAs.exit')}
        </button>
      </aside>
    </>
  );
}
