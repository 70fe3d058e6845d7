import { Link } from '@tanstack/react-router';
import { PanelLeft, Search, Trash2 } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { Logo } from '../Logo.tsx';
import { PlacesNav } from './PlacesNav.tsx';
import { useShell } from './ShellContext.tsx';
import styles from './Sidebar.module.css';
import { UserMenu } from './UserMenu.tsx';
import { useIsSettings } from './useIsSettings.ts';

// Neither is needed for the first paint.
const Bell = lazyPart(async () => (await import('./Bell.tsx')).Bell);
const SettingsNav = lazyPart(async () => (await import('./SettingsNav.tsx')).SettingsNav);

interface SidebarProps {
  /** Only icons. */
  readonly isRail?: boolean;
  /** Absent where the sidebar is a drawer. */
  readonly onToggle?: () => void;
}

/** The way to everything: the places where one works, or the pages of the settings while one is there. */
export function Sidebar({ isRail = false, onToggle }: SidebarProps) {
  const { t } = useTranslation();
  const { openPalette } = useShell();
  const isSettings = useIsSettings();

  return (
    <div className={`${styles.sidebar} ${isRail ? styles.rail : ''}`}>
      <div className={styles.brand}>
        <Link to="/" className={styles.mark} aria-label="Kiln">
          <Logo />
          <span>Kiln</span>
        </Link>
        {onToggle ? (
          <Button
            look="quiet"
            className={styles.toggle}
            aria-label={isRail ? t('shell.expand') : t('shell.collapse')}
            title={isRail ? t('shell.expand') : t('shell.collapse')}
            icon={<PanelLeft size={16} aria-hidden />}
            onClick={onToggle}
          />
        ) : null}
      </div>
      <div className={styles.top}>
        <button type="button" className={styles.search} onClick={openPalette} title={t('palette.open')}>
          <Search size={15} aria-hidden />
          <span>{t('shell.search')}</span>
          <Kbd keys="mod+k" />
        </button>
        <Suspense fallback={<span className={styles.bell} />}>
          <Bell />
        </Suspense>
      </div>
      {isSettings ? (
        <Suspense fallback={<div className={styles.nav} />}>
          <SettingsNav isRail={isRail} />
        </Suspense>
      ) : (
        <PlacesNav isRail={isRail} />
      )}
      <div className={styles.foot}>
        <Link className={styles.link} to="/recycle-bin" title={t('bin.title')}>
          <Trash2 size={16} strokeWidth={1.75} aria-hidden />
          <span>{t('bin.title')}</span>
        </Link>
        <UserMenu isRail={isRail} />
      </div>
    </div>
  );
}
