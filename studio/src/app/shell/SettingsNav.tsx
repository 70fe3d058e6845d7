import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { accountSections } from '../../identity/account/sections.ts';
import { hasSettings, settingsLists } from '../../studio/settings/openSections.ts';
import { settingsSections } from '../../studio/settings/sections.ts';
import { useModel } from '../ModelContext.tsx';
import { EntityItem } from './EntityItem.tsx';
import styles from './Sidebar.module.css';

/** The sidebar while one is in the settings: the way back, what is about oneself, and what only some may use. */
export function SettingsNav({ isRail }: { readonly isRail: boolean }) {
  const { t } = useTranslation();
  const model = useModel();
  return (
    <nav className={styles.nav} aria-label={t('settings.title')}>
      <ul>
        <li className={styles.item}>
          <Link className={styles.link} to="/" activeOptions={{ exact: true }} title={t('settings.back')}>
            <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
            <span>{t('settings.back')}</span>
          </Link>
        </li>
      </ul>
      <div className={styles.section}>
        {isRail ? null : <h2 className={styles.title}>{t('account.title')}</h2>}
        <ul>
          {accountSections.map(({ id, to, icon: Icon }) => (
            <li key={id} className={styles.item}>
              <Link
                className={styles.link}
                to={to}
                activeOptions={{ exact: true, includeSearch: false }}
                title={t(`account.section.${id}`)}
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                <span>{t(`account.section.${id}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.section} hidden={!hasSettings(model)}>
        {isRail ? null : <h2 className={styles.title}>{t('settings.title')}</h2>}
        <ul>
          {settingsLists(model).map((entity) => (
            <EntityItem key={entity.name} entity={entity} />
          ))}
          {settingsSections(model).map(({ id, to, icon: Icon }) => (
            <li key={id} className={styles.item}>
              <Link className={styles.link} to={to} title={t(`settings.section.${id}`)}>
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                <span>{t(`settings.section.${id}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
