import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SidebarButton } from '../../ui/SidebarButton.tsx';
import { usePreferences } from '../PreferencesContext.tsx';
import { useShell } from '../shell/ShellContext.tsx';
import { Changed } from './Changed.tsx';
import { EmptyDatabase } from './EmptyDatabase.tsx';
import styles from './HomePage.module.css';
import { Opened } from './Opened.tsx';
import { Records } from './Records.tsx';
import { useOverview } from './useOverview.ts';
import { WaitingList } from './WaitingList.tsx';

/** A calm start: what waits, where one was, what others changed, and the way to everything. */
export function HomePage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { openPalette } = useShell();
  const overview = useOverview();
  const today = new Date();
  const hour = today.getHours();
  const greeting = hour < 5 || hour >= 18 ? t('home.evening') : hour < 12 ? t('home.morning') : t('home.afternoon');
  const isEmpty = overview.isReady && [...overview.counts.values()].every((count) => count === 0);
  return (
    <div className={styles.page}>
      <title>{`${t('home.title')} · Kiln`}</title>
      <div className={styles.content}>
        <header className={styles.header}>
          <span className={styles.menu}>
            <SidebarButton />
          </span>
          <div>
            <p className={styles.day}>{new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(today)}</p>
            <h1 tabIndex={-1} className={styles.greeting}>
              {greeting}
            </h1>
          </div>
          <button type="button" className={styles.search} onClick={openPalette}>
            <Search size={16} aria-hidden />
            {t('palette.placeholder')}
          </button>
        </header>
        {overview.error ? (
          <ErrorNotice error={overview.error} onRetry={overview.retry} />
        ) : isEmpty ? (
          <EmptyDatabase />
        ) : (
          <>
            <WaitingList />
            <div className={styles.columns}>
              <Opened />
              <Changed records={overview.isReady ? overview.changed : undefined} />
            </div>
            <Records counts={overview.counts} />
          </>
        )}
      </div>
    </div>
  );
}
