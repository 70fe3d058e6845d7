import { Link } from '@tanstack/react-router';
import { ChevronsUpDown, CircleUser, Keyboard, LogOut, Settings, SwatchBook } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../identity/parts/Avatar.tsx';
import { roleTitles } from '../../store/roleTitles.ts';
import { hasSettings } from '../../studio/settings/sections.ts';
import { Popover } from '../../ui/Popover.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { languages } from '../languages.ts';
import { useMe } from '../MeContext.tsx';
import { useModel } from '../ModelContext.tsx';
import { usePreferences } from '../PreferencesContext.tsx';
import { useShell } from './ShellContext.tsx';
import styles from './UserMenu.module.css';

/** Who is here, and how they want it: language, theme, density. */
export function UserMenu({ isRail }: { readonly isRail: boolean }) {
  const { t } = useTranslation();
  const model = useModel();
  const me = useMe();
  const { openShortcuts } = useShell();
  const { language, theme, density, change } = usePreferences();
  return (
    <Popover
      label={t('shell.settings')}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          className={styles.user}
          aria-label={t('shell.userMenu', { name: me.name })}
          title={t('shell.userMenu', { name: me.name })}
        >
          <Avatar name={me.name} picture={me.avatar} />
          {isRail ? null : (
            <>
              <span className={styles.name}>{me.name}</span>
              <ChevronsUpDown size={14} aria-hidden />
            </>
          )}
        </button>
      )}
    >
      {(close) => (
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
      )}
    </Popover>
  );
}
