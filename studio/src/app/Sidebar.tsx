import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { entityGroups } from '../store/model.ts';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Logo } from './Logo.tsx';
import { useModel } from './ModelContext.tsx';
import styles from './Sidebar.module.css';

/** All entities, under the headings that their definitions name. */
export function Sidebar() {
  const { t } = useTranslation();
  const groups = entityGroups(useModel());
  return (
    <div className={styles.sidebar}>
      <div className={styles.brand}>
        <Logo />
        Kiln
      </div>
      <nav className={styles.nav} aria-label={t('shell.entities')}>
        {groups.map(({ title, entities }) => (
          <div key={title ?? ''}>
            {title ? <h2 className={styles.group}>{title}</h2> : null}
            <ul>
              {entities.map(({ name, icon, pluralTitle }) => (
                <li key={name}>
                  <Link
                    className={styles.link}
                    to="/$entity"
                    params={{ entity: name }}
                    activeOptions={{ exact: false, includeSearch: false }}
                  >
                    <EntityIcon name={icon} />
                    <span>{pluralTitle}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={styles.foot}>
        <LanguageSwitch />
      </div>
    </div>
  );
}
