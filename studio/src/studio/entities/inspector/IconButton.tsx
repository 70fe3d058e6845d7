import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EntityIcon, entityIconNames } from '../../../ui/EntityIcon.tsx';
import { moreIconNames } from '../../../ui/MoreIcon.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import styles from './IconButton.module.css';

interface IconButtonProps {
  readonly icon: string;
  readonly onChange: (icon: string) => void;
}

/** The icon of an entity, and the others behind a click. */
export function IconButton({ icon, onChange }: IconButtonProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const found = [...entityIconNames, ...moreIconNames]
    .sort()
    .filter((name) => name.includes(search.trim().toLowerCase()));
  return (
    <Popover
      label={t('designer.icon')}
      trigger={(props) => (
        <button {...props} type="button" className={styles.trigger} aria-label={t('designer.icon')}>
          <EntityIcon name={icon} size={20} />
        </button>
      )}
    >
      {(close) => (
        <div className={styles.panel}>
          <input
            className={styles.search}
            aria-label={t('designer.findIcon')}
            placeholder={t('designer.findIcon')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <div className={styles.grid}>
            {found.map((name) => (
              <button
                key={name}
                type="button"
                className={styles.icon}
                aria-label={name}
                title={name}
                aria-pressed={name === icon}
                onClick={() => {
                  onChange(name);
                  close();
                }}
              >
                <EntityIcon name={name} size={18} />
              </button>
            ))}
          </div>
        </div>
      )}
    </Popover>
  );
}
