import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { CloseMenu, Menu } from './Menu.tsx';
import { Popover } from './Popover.tsx';

/** What else can be done with something, behind three dots. */
export function MoreMenu({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Popover
      label={t('action.more')}
      trigger={(props) => (
        <Button {...props} look="quiet" aria-label={t('action.more')} icon={<Ellipsis size={16} aria-hidden />} />
      )}
    >
      {(close) => (
        <CloseMenu value={close}>
          <Menu>{children}</Menu>
        </CloseMenu>
      )}
    </Popover>
  );
}
