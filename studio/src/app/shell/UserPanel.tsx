import { Link } from '@tanstack/react-router';
import { CircleUser, Keyboard, LogOut, Settings, SwatchBook } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../identity/parts/Avatar.tsx';
import { roleTitles } from '../../store/roleTitles.ts';
import { hasSettings } from '../../studio/settings/openSections.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { languages } from '../languages.ts';
import { useMe } from '../MeContext.tsx';
import { useModel } from '../ModelContext.tsx';
import { usePreferences } from '../PreferencesContext.tsx';
import { useShell } from './ShellContext.tsx';
import styles from './UserPanel.module.css';

/** Who is here, and how they want it: language, theme, density. */
export function UserPanel({ onClose: close }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const model = useModel();
  const me = useMe();
  const { openShortcuts } = useShell();
  const { language, theme, density, change } = usePreferences();
  return (
    <div className={styles.menu}>
      <div className={styles.who}>
        <Avatar name={me.name} picture={me.avatar} size="large" />
        <div className={styles.words}>
          <span className={styles.strong}>{me.name}</span>
          {me.email ? <span className={styles.faint}>{me.email}</span> : null}
          <span className={styles.faint}>{roleTitles(model, me.roles).join(' · ') || t('account.noRoles')}</span>
        </div>
      </div>
      <Segmented
        label={t('shell.language')}
        value={language}
        options={languages.map(({ code, title }) => ({ value: code, title }))}
        onChange={(next) => change({ language: next })}
      />
      <Segmented
        label={t('shell.theme')}
        value={theme}
        options={[
          { value: 'system', title: t('shell.themeSystem') },
          { value: 'light', title: t('shell.themeLight') },
          { value: 'dark', title: t('shell.themeDark') },
        ]}
        onChange={(next) => change({ theme: next })}
      />
      <Segmented
        label={t('shell.density')}
        value={density}
        options={[
          { value: 'comfortable', title: t('shell.comfortable') },
          { value: 'compact', title: t('shell.compact') },
        ]}
        onChange={(next) => change({ density: next })}
      />
      <div className={styles.items}>
        <Link to="/settings/account" className={styles.item} onClick={close}>
          <CircleUser size={15} aria-hidden />
          {t('account.title')}
        </Link>
        {hasSettings(model) ? (
          <Link to="/settings" className={styles.item} onClick={close}>
            <Settings size={15} aria-hidden />
            {t('settings.title')}
          </Link>
        ) : null}
        <button
          type="button"
          className={styles.item}
          onClick={() => {
            close();
            openShortcuts();
          }}
        >
          <Keyboard size={15} aria-hidden />
          {t('shortcuts.title')}
        </button>
        {import.meta.env.DEV ? (
          <Link to="/kitchen-sink" className={styles.item} onClick={close}>
            <SwatchBook size={15} aria-hidden />
            Kitchen sink
          </Link>
        ) : null}
        <Link to="/sign-out" state={{ signsOut: true }} className={styles.item} onClick={close}>
          <LogOut size={15} aria-hidden />
          {t('account.signOut')}
        </Link>
      </div>
    </div>
  );
}
