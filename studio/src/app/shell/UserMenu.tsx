import { Link } from '@tanstack/react-router';
import { ChevronsUpDown, Keyboard, SwatchBook } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { actor } from '../../store/actor.ts';
import { Popover } from '../../ui/Popover.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { languages } from '../languages.ts';
import { usePreferences } from '../PreferencesContext.tsx';
import { useShell } from './ShellContext.tsx';
import styles from './UserMenu.module.css';

/** Who is here, and how they want it: language, theme, density. */
export function UserMenu({ isRail }: { readonly isRail: boolean }) {
  const { t } = useTranslation();
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
          aria-label={t('shell.userMenu', { name: actor.name })}
          title={t('shell.userMenu', { name: actor.name })}
        >
          <span className={styles.avatar} data-letter={actor.name.slice(0, 1)} />
          {isRail ? null : (
            <>
              <span className={styles.name}>{actor.name}</span>
              <ChevronsUpDown size={14} aria-hidden />
            </>
          )}
        </button>
      )}
    >
      {(close) => (
        <div className={styles.menu}>
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
          </div>
        </div>
      )}
    </Popover>
  );
}
