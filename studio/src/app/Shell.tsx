import { Outlet, useLocation } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OpenSidebarProvider } from '../ui/SidebarButton.tsx';
import styles from './Shell.module.css';
import { Sidebar } from './Sidebar.tsx';

/** The frame of every page: sidebar beside it, on a phone in a drawer. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(() => setOpen(false), [pathname]);

  return (
    <OpenSidebarProvider value={() => setOpen(true)}>
      <a className={styles.skip} href="#main">
        {t('shell.skip')}
      </a>
      <div className={styles.shell}>
        <aside className={styles.sidebar}>
          <Sidebar />
        </aside>
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <Drawer
        placement="left"
        size={272}
        open={isOpen}
        closable={false}
        onClose={() => setOpen(false)}
        title={null}
        styles={{ body: { padding: 0, background: 'var(--k-sunken)' } }}
      >
        <Sidebar />
      </Drawer>
    </OpenSidebarProvider>
  );
}
