import { Menu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShell } from '../app/shell/ShellContext.tsx';
import { useUnread } from '../app/useUnread.ts';
import { Button } from './Button.tsx';
import styles from './SidebarButton.module.css';

/** Opens the sidebar where the screen is too narrow to show it always. */
export function SidebarButton() {
  const { t } = useTranslation();
  const { openSidebar } = useShell();
  const unread = useUnread() ?? 0;
  return (
    <Button
      look="quiet"
      className={unread > 0 ? styles.news : undefined}
      aria-label={unread > 0 ? t('shell.openSidebarUnread', { count: unread }) : t('shell.openSidebar')}
      icon={<Menu size={18} aria-hidden />}
      onClick={openSidebar}
    />
  );
}
