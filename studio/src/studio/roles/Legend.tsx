import { useTranslation } from 'react-i18next';
import { levels } from '../../store/role/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import styles from './Legend.module.css';
import { LevelGlyph } from './LevelGlyph.tsx';

/** What the bars mean, and the keys that set them. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <ul className={styles.legend} aria-label={t('role.legend')}>
      {levels.map((level, index) => (
        <li key={level} title={t(`role.levelText.${level}`)}>
          <Kbd keys={level === 'condition' ? 'c' : String(index)} />
          <LevelGlyph level={level} />
          {t(`role.level.${level}`)}
        </li>
      ))}
    </ul>
  );
}
