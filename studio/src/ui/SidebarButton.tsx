import { Menu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShell } from '../app/shell/ShellContext.tsx';
import { Button } from './Button.tsx';

/** Opens the sidebar where the screen is too narrow to show it always. */
export function SidebarButton() {
  const { t } = useTranslation();
  const { openSidebar } = useShell();
  return (
    <Button
      look="quiet"
      aria-label={t('shell.openSidebar')}
      icon={<Menu size={18} aria-hidden />}
      onClick={openSidebar}
    />
  );
}
