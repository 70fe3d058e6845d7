import { ChevronsUpDown } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../identity/parts/Avatar.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { useMe } from '../MeContext.tsx';
import styles from './UserButton.module.css';

const UserPanel = lazyPart(async () => (await import('./UserPanel.tsx')).UserPanel);

/** Who is here; opens what they may choose for themselves. */
export function UserMenu({ isRail }: { readonly isRail: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
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
          onPointerEnter={() => void UserPanel.preload()}
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
        <Suspense>
          <UserPanel onClose={close} />
        </Suspense>
      )}
    </Popover>
  );
}
