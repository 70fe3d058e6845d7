import { Button } from 'antd';
import { PanelLeft } from 'lucide-react';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';

const OpenSidebar = createContext<() => void>(() => {});

export const OpenSidebarProvider = OpenSidebar.Provider;

/** Opens the sidebar where the screen is too narrow to show it always. */
export function SidebarButton() {
  const { t } = useTranslation();
  const open = useContext(OpenSidebar);
  return <Button type="text" aria-label={t('shell.openSidebar')} icon={<PanelLeft size={17} />} onClick={open} />;
}
