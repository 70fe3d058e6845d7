import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import styles from '../../ui/SettingsPage.module.css';
import { hasSettings, settingsLists } from './openSections.ts';
import { settingsSections } from './sections.ts';

/** What there is to set, as far as one may. */
export function SettingsPage() {
  const { t } = useTranslation();
  const model = useModel();
  if (!hasSettings(model)) return <ErrorPage error={new ApiError(403, 'KILN_FORBIDDEN', 'settings')} />;
  return (
    <div className={styles.page}>
      <PageHeader title={t('settings.title')} />
      <div className={styles.body}>
        <ul className={`${styles.list} ${styles.narrow}`}>
          {settingsLists(model).map(({ name, pluralTitle, description, icon }) => (
            <li key={name}>
              <Link to="/$entity" params={{ entity: name }} className={styles.row}>
                <span className={styles.icon}>
                  <EntityIcon name={icon} />
                </span>
                <span className={styles.words}>
                  <span className={styles.name}>{pluralTitle}</span>
                  <span className={styles.about}>{description}</span>
                </span>
                <ChevronRight size={16} aria-hidden />
              </Link>
            </li>
          ))}
          {settingsSections(model).map(({ id, to, icon: Icon }) => (
            <li key={id}>
              <Link to={to} className={styles.row}>
                <span className={styles.icon}>
                  <Icon size={16} strokeWidth={1.75} aria-hidden />
                </span>
                <span className={styles.words}>
                  <span className={styles.name}>{t(`settings.section.${id}`)}</span>
                  <span className={styles.about}>{t(`settings.about.${id}`)}</span>
                </span>
                <ChevronRight size={16} aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
